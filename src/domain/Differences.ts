import type { File, FileSystem } from "@effect/platform/FileSystem"
import { type Duration, Effect, Schedule, Stream } from "effect"
import { modifiedOf } from "./ModifiedAt.ts"

/** Emits what a look shows whenever that is something else than the look before has shown. */
export const differences = <A, R>(
  look: Effect.Effect<A, never, R>,
  interval: Duration.DurationInput,
): Stream.Stream<A, never, R> =>
  Stream.unwrap(Effect.map(look, (before) => differencesSince(before, look, interval)))

/** The same, where somebody has looked before. */
export const differencesSince = <A, R>(
  before: A,
  look: Effect.Effect<A, never, R>,
  interval: Duration.DurationInput,
): Stream.Stream<A, never, R> =>
  Stream.make(before).pipe(
    Stream.concat(Stream.repeatEffectWithSchedule(look, Schedule.spaced(interval))),
    Stream.changes,
    Stream.drop(1),
  )

/** A text that is another one once the file has changed; empty where there is none. */
export const signOf = (fs: FileSystem, path: string): Effect.Effect<string> =>
  Effect.match(fs.stat(path), { onFailure: () => "", onSuccess: signOfInfo })

const signOfInfo = (info: File.Info): string => `${info.size} ${modifiedOf(info)}`
