/** Why a request is not served. */
export interface Refusal {
  readonly status: number
  /** One of few: the log tells them apart by it. */
  readonly reason: string
  /** What to do instead, where the reason does not say it. */
  readonly remedy: string
  readonly headers: Readonly<Record<string, string>>
}

/** A refusal, with what the client should know beside the reason. */
export const refusal = (
  status: number,
  reason: string,
  { remedy = "", headers = {} }: Partial<Pick<Refusal, "remedy" | "headers">> = {},
): Refusal => ({ status, reason, remedy, headers })

/** There is such a path, but nothing that can be done with it in this way. */
export const notAllowed = (allow: string): Refusal =>
  refusal(405, "no such method", { remedy: `Use ${allow}`, headers: { allow } })
