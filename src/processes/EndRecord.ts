import { Effect, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { ProcessEnd, type ProcessSpec } from "../domain/Process.ts"
import type { LifeServices } from "./ProcessLife.ts"

/** The first record stands: somebody who took us for dead may have ended the job meanwhile. */
export const recordEnd = Effect.fnUntraced(function* (
  services: LifeServices,
  spec: ProcessSpec,
  end: ProcessEnd,
) {
  const { durable } = services
  const path = `${spec.folder}/${spec.endsJob ? "exit" : "end"}.json`
  const written = yield* insist(durable.writeOnce(path, ProcessEnd, end), services, spec)
  if (written === "made") return end
  const theirs = yield* durable
    .read(path, ProcessEnd)
    .pipe(Effect.catchTag("Unreadable", () => Effect.succeedNone))
  return Option.getOrElse(theirs, () => end)
})

/**
 * Nobody else knows how it ended, so a disk that is full or a process that has too many files open for a
 * while must not lose it: tried every second until it succeeds, or has failed once more since the server
 * began to end. A folder that is gone does not come back.
 */
const insist = <A>(
  write: Effect.Effect<A, StoreUnavailable>,
  { fs, serverEnds }: LifeServices,
  spec: ProcessSpec,
): Effect.Effect<A, StoreUnavailable> => {
  const isThere = Effect.orElseSucceed(fs.exists(spec.folder), () => true)
  const again = Effect.retry(Effect.delay(write, "1 second"), {
    while: () => Effect.zipWith(isThere, serverEnds, (there, ends) => there && !ends),
  })
  return Effect.catchAll(write, (error) =>
    Effect.gen(function* () {
      if (!(yield* isThere)) return yield* error
      yield* Effect.logWarning(`${error.message} The record of an end is tried again each second.`)
      return yield* again
    }),
  )
}
