/** Why a request is not served. */
export interface Refusal {
  readonly status: number
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
}

/** A refusal, with what the client should know beside the reason. */
export const refusal = (
  status: number,
  reason: string,
  headers: Refusal["headers"] = {},
): Refusal => ({ status, reason, headers })

/** There is such a path, but nothing that can be done with it in this way. */
export const notAllowed = (allow: string): Refusal => refusal(405, "no such method", { allow })
