import { Effect } from "effect"
import { CodeTooLarge } from "./QualityErrors.ts"

/** Of a text that a call brings along. */
const maxCodeBytes = 1024 * 1024

/** Refuses more code than an answer could hold. */
export const checkSize = (code: string): Effect.Effect<void, CodeTooLarge> => {
  const bytes = Buffer.byteLength(code)
  return bytes <= maxCodeBytes
    ? Effect.void
    : new CodeTooLarge({
        what: "code",
        bytes,
        most: maxCodeBytes,
        wayOut: "Write it to files and give their paths",
      })
}
