import { Effect } from "effect"
import { compareOutputs, differing, differingIn, withErrors } from "../domain/Comparison.ts"
import type { StreamName } from "../domain/Output.ts"
import { startSha256 } from "../domain/Sha256.ts"
import type { EndedStep } from "../processes/JobSteps.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"

const pageBytes = 1_048_576

/** So far into two outputs, the first line is sought in which they differ. */
const soughtBytes = 65_536

/** Compares what runs have printed, without ever loading an output whole. */
export const makeOutputComparison = Effect.map(OutputFiles, (output) => {
  const digest = Effect.fnUntraced(function* (stream: StreamName, { folder }: EndedStep) {
    const hash = startSha256()
    const next = (cursor: number) => output.page(folder, stream, cursor, pageBytes)
    let { bytes, start } = yield* next(0)
    while (bytes.length > 0) {
      hash.add(bytes)
      const page = yield* next(start + bytes.length)
      bytes = page.bytes
      start = page.start
    }
    return hash.end()
  })

  const digests = (stream: StreamName, steps: ReadonlyArray<EndedStep>) =>
    Effect.forEach(steps, (step) => digest(stream, step))

  const begins = (steps: ReadonlyArray<EndedStep>) =>
    Effect.forEach(steps.slice(0, 1), ({ folder }) =>
      Effect.map(output.page(folder, "stdout", 0, soughtBytes), ({ bytes }) => Buffer.from(bytes)),
    ).pipe(Effect.map(Buffer.concat))

  return Effect.fn("ComparedOutput")(function* (
    a: ReadonlyArray<EndedStep>,
    b: ReadonlyArray<EndedStep>,
  ) {
    const compared = compareOutputs(yield* digests("stdout", a), yield* digests("stdout", b))
    if (compared.agree === null) return compared
    if (compared.agree) {
      return withErrors(compared, yield* digests("stderr", a), yield* digests("stderr", b))
    }
    const [ofA, ofB] = [yield* begins(a), yield* begins(b)]
    return ofA.equals(ofB)
      ? differingIn("beyond their first 64 KiB")
      : differing(ofA.toString(), ofB.toString())
  })
})
