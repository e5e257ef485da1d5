import fc from "fast-check"
import { listens, request, responses, withoutId, wrongFrame, wrongIds } from "./MalformedFrames.ts"
import { badJson, batches, deep, huge, idsPerMessage } from "./MalformedLines.ts"
import { type Draft, parsed } from "./MalformedPieces.ts"

// Messages that are wrong in every way that somebody has thought of, and what has to become of them.

/** A line as it is sent, and what it is a case of. */
export interface Malformed {
  readonly kind: string
  readonly text: string
}

/** The same ones for the same seed; every request that can be answered has an id of its own. */
export const malformed = (count: number, seed: number, firstId: number): Array<Malformed> =>
  fc
    .sample(drafts, { numRuns: count, seed })
    .map(({ kind, draft }, n) => ({ kind, text: draft(firstId + n * idsPerMessage) }))

/** The ids that a line wants to have answered, each once; a batch is one line with several. */
export const idsToAnswer = (line: string): ReadonlyArray<string | number> => {
  const value = parsed(line)
  if (Array.isArray(value)) return value.flatMap(idOf)
  return idOf(value)
}

/** Whether a line opens a stream of events where it is taken for good: that is no answer, but an acknowledgement. */
export const isListen = (line: string): boolean => line.includes('"subscriptions/listen"')

/** Only what says of itself that it is a request, with an id that can be said again as it was. */
const idOf = (value: unknown): Array<string | number> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return []
  if (Object.hasOwn(value, "result") || Object.hasOwn(value, "error")) return []
  const { id } = Object(value)
  return typeof id === "string" || Number.isSafeInteger(id) ? [id] : []
}

const kind = (name: string, weight: number, draft: fc.Arbitrary<Draft>) => ({
  weight,
  arbitrary: draft.map((made) => ({ kind: name, draft: made })),
})

const drafts = fc.oneof(
  kind("wrong params", 60, request),
  kind("a wrong id", 20, wrongIds),
  kind("no id", 20, withoutId),
  kind("a wrong frame", 25, wrongFrame),
  kind("a listen", 10, listens),
  kind("a response", 10, responses),
  kind("bad JSON", 30, badJson),
  kind("a batch", 15, batches),
  kind("deep", 4, deep),
  kind("huge", 2, huge),
)
