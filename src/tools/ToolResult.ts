import { Cause, Effect, Option } from "effect"
import type { JobId } from "../domain/Job.ts"
import { randomBits } from "../domain/Ulid.ts"

/** A resource that a result names instead of repeating it. */
export interface ResourceLink {
  readonly type: "resource_link"
  readonly uri: string
  readonly name: string
  readonly title?: string
  readonly description?: string
  readonly mimeType?: string
  /** Bytes. */
  readonly size?: number
}

/** What a tool call comes to, as the protocol wants it: one text block first, then links. */
export interface ToolResult {
  readonly content: ReadonlyArray<{ readonly type: "text"; readonly text: string } | ResourceLink>
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: boolean
  /** The job that goes on without its caller: to a client that knows tasks, it is one. Not for the wire. */
  readonly handedOver?: JobId
}

/** A value: the payload, its Markdown or JSON as the one text block, and what to read on. */
export const succeeded = (
  payload: Readonly<Record<string, unknown>>,
  text: string,
  links: ReadonlyArray<ResourceLink> = [],
): ToolResult => ({ content: [{ type: "text", text }, ...links], structuredContent: payload })

/** An error that the model is to see. No structuredContent: clients check it against the output schema. */
export const failed = (message: string): ToolResult => ({
  content: [{ type: "text", text: message }],
  isError: true,
})

/** The one place where errors become results. An interruption is none: the client expects no answer. */
export const fromCause = (
  tool: string,
  cause: Cause.Cause<{ readonly message: string }>,
): Effect.Effect<ToolResult> => {
  if (Cause.isInterruptedOnly(cause)) return Effect.interrupt
  return Option.match(Cause.failureOption(cause), {
    onSome: ({ message }) => Effect.succeed(failed(message)),
    onNone: () =>
      Effect.gen(function* () {
        const reference = (yield* randomBits).slice(0, 8)
        yield* Effect.logError(`defect ${reference} in ${tool}`, cause)
        return failed(
          `${tool} failed for a reason of its own (reference ${reference} in the server's log). The other tools go on working; try again, or report it with the log.`,
        )
      }),
  })
}
