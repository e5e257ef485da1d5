import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, Option, Schema, Stream } from "effect"
import { signOf } from "../domain/Differences.ts"
import { namesOrNone } from "../domain/FolderNames.ts"
import { JobId, type JobNotFound, type StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { JobFile } from "./JobFile.ts"
import { folderOf } from "./JobFolder.ts"
import { JobReader } from "./JobReader.ts"

/** A followed job is looked at this often. */
const lookInterval = Duration.millis(200)

/** A job whose owner has died shows nothing of it, so it is read this often: then it is recovered. */
const readInterval = Duration.seconds(5)

/**
 * Tells that jobs have changed, whichever server runs them: looks at directory entries, and reads no
 * file. Hundreds of jobs may be followed at once.
 */
export class JobWatch extends Context.Tag("python-mcp/JobWatch")<
  JobWatch,
  {
    /** Emits whenever a job has printed more, and when it is over; then it ends. */
    readonly output: (id: JobId) => Stream.Stream<void, JobNotFound | StoreUnavailable>
    /** The same, and whenever the job is in another state or has made progress. */
    readonly state: (id: JobId) => Stream.Stream<void, JobNotFound | StoreUnavailable>
    /** A text that is another one once a job was made, has ended or was removed. */
    readonly sign: Effect.Effect<string>
  }
>() {
  static readonly layer = Layer.effect(
    JobWatch,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const { home } = yield* Settings
      const { read } = yield* JobReader

      const following = (watched: ReadonlySet<string>) => (id: JobId) =>
        Stream.unwrap(
          Effect.gen(function* () {
            // An id comes from outside, too: what is none leads to no folder.
            const folder = Schema.is(JobId)(id) ? Option.some(folderOf(home, id)) : Option.none()
            const look = Option.match(folder, {
              onNone: () => Effect.succeed(nothing),
              onSome: (found) => lookAt(fs, found, watched),
            })
            // Before anything that takes time: who asked has perhaps been told already that it is followed.
            const before = yield* look
            const job = yield* read(id)
            if (before.isLast || job.state._tag === "Unreadable") return Stream.empty
            return Stream.merge(whileGoing(look, before), readNowAndThen(read(id)), {
              haltStrategy: "left",
            })
          }),
        )

      const sign = Effect.gen(function* () {
        const active = yield* namesOrNone(fs, `${home}/active`)
        const shelves = yield* namesOrNone(fs, `${home}/jobs`)
        const signs = yield* Effect.forEach(shelves, (name) => signOf(fs, `${home}/jobs/${name}`))
        return [...active, ...shelves, ...signs].join("\n")
      })

      return { output: following(outputFiles), state: following(stateFiles), sign }
    }),
  )
}

const logs = ["stdout.log", "stderr.log"]
const reports = ["progress.jsonl", JobFile.progress.name]
const records = [JobFile.begun, JobFile.environment, JobFile.started, JobFile.exit]

const outputFiles: ReadonlySet<string> = new Set([...logs, JobFile.exit.name])
const stateFiles: ReadonlySet<string> = new Set([
  ...logs,
  ...reports,
  ...records.map(({ name }) => name),
])

/** These grow or are replaced; whatever else is there stays as it is. */
const changing: ReadonlySet<string> = new Set([...logs, ...reports])

interface Look {
  readonly sign: string
  /** The record of its end is there, or nothing is. */
  readonly isLast: boolean
}

const lookAt = (
  fs: FileSystem,
  folder: string,
  watched: ReadonlySet<string>,
): Effect.Effect<Look> =>
  Effect.gen(function* () {
    const names = yield* namesOrNone(fs, folder)
    const signs = yield* Effect.forEach(names.filter((name) => watched.has(name)).sort(), (name) =>
      changing.has(name)
        ? Effect.map(signOf(fs, `${folder}/${name}`), (sign) => `${name} ${sign}`)
        : Effect.succeed(name),
    )
    const isLast = names.length === 0 || names.includes(JobFile.exit.name)
    return { sign: signs.join("\n"), isLast }
  })

const nothing: Look = { sign: "", isLast: true }

const whileGoing = (look: Effect.Effect<Look>, first: Look): Stream.Stream<void> =>
  Stream.paginateEffect(first, (before) =>
    Effect.map(Effect.delay(look, lookInterval), (now) => [
      before.sign !== now.sign || now.isLast,
      now.isLast ? Option.none() : Option.some(now),
    ]),
  ).pipe(
    Stream.filter((isNews) => isNews),
    Stream.map(() => undefined),
  )

const readNowAndThen = <A, E>(read: Effect.Effect<A, E>): Stream.Stream<never> =>
  Stream.drain(Stream.fromEffect(Effect.forever(Effect.delay(Effect.ignore(read), readInterval))))
