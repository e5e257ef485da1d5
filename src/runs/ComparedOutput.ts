import { Effect } from "effect"
import { compareOutputs, differing } from "../domain/Comparison.ts"
import { startSha256 } from "../domain/Sha256.ts"
import type { EndedStep } from "../processes/JobSteps.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"

const pageBytes = 1_048_576

/** So far into two outputs, the first line is sought in which they differ. */
const soughtBytes = 65_536

/** Compares what runs have printed, without ever loading an output whole. */
export const makeOutputComparison = Effect.map(OutputFiles, (output) => {
  const digest = Effect.fnUntraced(function* ({ folder }: EndedStep) {
    const hash = startSha256()
    const next = (cursor: number) => output.page(folder, "stdout", cursor, pageBytes)
    let { bytes, start } = yield* next(0)
    while (bytes.length > 0) {
      hash.add(bytes)
      const page = yield* next(start + bytes.length)
      bytes = page.bytes
      start = page.start
    }
    return hash.end()
  })

  const begins = (steps: ReadonlyArray<EndedStep>) =>
    Effect.forEach(steps.slice(0, 1), ({ folder }) =>
      Effect.map(output.page(folder, "stdout", 0, soughtBytes), ({ bytes }) =>
        new TextDecoder().decode(bytes),
      ),
    ).pipe(Effect.map(([text = ""]) => text))

  return Effect.fn("ComparedOutput")(function* (
    a: ReadonlyArray<EndedStep>,
    b: ReadonlyArray<EndedStep>,
  ) {
    const digests = { a: yield* Effect.forEach(a, digest), b: yield* Effect.forEach(b, digest) }
    const compared = compareOutputs(digests.a, digests.b)
    return compared.agree === false ? differing(yield* begins(a), yield* begins(b)) : compared
  })
})
