import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Duration, Effect, Layer, Option } from "effect"
import { Settings } from "../domain/Settings.ts"
import { isTemporary } from "../processes/DurableWrite.ts"

/** Where servers make things aside before they give them their name; a job's own go with the job. */
const workshops = [
  "active",
  "autosaved_scripts",
  "cache",
  "cache/code",
  "environments",
  "jobs/imported",
  "meta",
  "scripts",
  "servers",
  "uv",
]

/** Longer than anything takes to make, whichever server on whichever machine makes it. */
const patience = Duration.days(1)

/** Sweeps away, once, what servers that were killed have left half-made. */
export const leftoversLayer = Layer.scopedDiscard(
  Effect.gen(function* () {
    const fs = yield* FileSystem
    const { home } = yield* Settings
    const oldest = (yield* Clock.currentTimeMillis) - Duration.toMillis(patience)

    const sweep = Effect.fnUntraced(function* (path: string) {
      const { mtime } = yield* fs.stat(path)
      if (Option.exists(mtime, (at) => at.getTime() >= oldest)) return
      yield* fs.remove(path, { recursive: true })
    }, Effect.ignore)

    const sweepFolder = Effect.fnUntraced(function* (folder: string) {
      const names = yield* fs.readDirectory(folder)
      const paths = names.filter(isTemporary).map((name) => `${folder}/${name}`)
      yield* Effect.forEach(paths, sweep, { discard: true })
    }, Effect.ignore)

    /** A server touches its record every few seconds: one that is so old was killed. */
    const sweepServers = Effect.gen(function* () {
      const names = yield* fs.readDirectory(`${home}/servers`)
      yield* Effect.forEach(names, (name) => sweep(`${home}/servers/${name}`), { discard: true })
    }).pipe(Effect.ignore)

    yield* sweepServers.pipe(Effect.forkScoped)
    const sweepDays = Effect.flatMap(fs.readDirectory(`${home}/jobs`), (days) =>
      Effect.forEach(days, (day) => sweepFolder(`${home}/jobs/${day}`), { discard: true }),
    ).pipe(Effect.ignore)

    yield* Effect.forEach(workshops, (name) => sweepFolder(`${home}/${name}`)).pipe(
      Effect.zipRight(sweepDays),
      Effect.forkScoped,
    )
  }),
)
