import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option, Schema } from "effect"
import { namesIn } from "../domain/FolderNames.ts"
import {
  type Job,
  type JobFiles,
  JobId,
  JobState,
  type StoreUnavailable,
  stateOf,
} from "../domain/Job.ts"
import type { JobRecord } from "../domain/JobFiles.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { DurableFiles } from "../processes/DurableFiles.ts"
import { JobFile } from "./JobFile.ts"
import { folderOf } from "./JobFolder.ts"

/** Reads everything that is on disk about a job, output apart; None where there is no such job. */
export const readJob = (files: DurableFiles["Type"], fs: FileSystem, home: string) => {
  const look = makeLook(files, fs, home)
  return Effect.fn("JobStore.read")(function* (id: JobId) {
    // An id comes from outside, too: what is none leads to no folder, least of all out of ours.
    if (!Schema.is(JobId)(id)) return Option.none<Job>()
    const found = yield* Effect.repeat(look(id), { while: isChanging, times: looks })
    return isChanging(found) ? Option.none<Job>() : found
  }) satisfies (id: JobId) => Effect.Effect<Option.Option<Job>, StoreUnavailable>
}

/** A file of a job that was listed is gone: the job is being removed, or somebody set that file aside. */
type Look = Option.Option<Job> | "changing"

const isChanging = (found: Look): found is "changing" => found === "changing"

/** Each of a job's few files is set aside once at most; whoever removes a job is done sooner. */
const looks = 8

const makeLook = (files: DurableFiles["Type"], fs: FileSystem, home: string) =>
  Effect.fnUntraced(function* (id: JobId): Effect.fn.Return<Look, StoreUnavailable> {
    const folder = folderOf(home, id)
    // Only what is not there is none: a disk that does not answer says nothing about a job.
    const names = yield* Effect.mapError(namesIn(fs, folder), storeUnavailable(folder))
    // A folder without a job.json is one whose making was cut short: nobody was told of that job.
    if (!names.some((name) => name.startsWith(JobFile.job.name))) return Option.none<Job>()
    const broken: Array<string> = []
    let isGoing = false
    const read = <A, I>({ name, schema }: JobFile<A, I>) =>
      names.includes(name)
        ? files.read(`${folder}/${name}`, schema).pipe(
            Effect.tap((value) => {
              isGoing = isGoing || Option.isNone(value)
            }),
            Effect.catchTag("Unreadable", (error) => {
              broken.push(`${name}: ${error.reason}`)
              // It is unreadable whether or not it can be kept aside: here perhaps nothing may be written.
              return Effect.as(Effect.ignore(files.setAside(error.path)), Option.none<A>())
            }),
          )
        : Effect.succeed(Option.none<A>())
    const job = yield* read(JobFile.job)
    const found: JobFiles = {
      job: Option.getOrElse(job, () => unreadableRecord(id)),
      begun: yield* read(JobFile.begun),
      environment: yield* read(JobFile.environment),
      started: yield* read(JobFile.started),
      stop: yield* read(JobFile.stop),
      progress: yield* read(JobFile.progress),
      result: yield* read(JobFile.result),
      exit: yield* read(JobFile.exit),
      unreadable: Option.none(),
    }
    if (isGoing) return "changing"
    const aside = names.filter((name) => name.includes(".corrupt-"))
    const unreadable = [...broken, ...aside.map((name) => `${name} was set aside`)].find((line) =>
      /^(job|exit)\.json/.test(line),
    )
    const whole: JobFiles = { ...found, unreadable: Option.fromNullable(unreadable) }
    return Option.some<Job>({ ...whole, id, folder, state: stateOf(whole) })
  })

/** Reads a job for a list: what the disk does not tell about one is no reason to show none of the others. */
export const readOrUnknown =
  (read: (id: JobId) => Effect.Effect<Option.Option<Job>, StoreUnavailable>, home: string) =>
  (id: JobId): Effect.Effect<Option.Option<Job>> =>
    Effect.catchAll(read(id), ({ message }) =>
      Effect.as(
        Effect.annotateLogs(Effect.logWarning("a job cannot be read", message), { job: id }),
        Option.some<Job>({
          job: unreadableRecord(id),
          begun: Option.none(),
          environment: Option.none(),
          started: Option.none(),
          stop: Option.none(),
          progress: Option.none(),
          result: Option.none(),
          exit: Option.none(),
          unreadable: Option.some(message),
          id,
          folder: folderOf(home, id),
          state: JobState.Unreadable({ reason: message }),
        }),
      ),
    )

/** Stands in for a `job.json` that does not parse, so that the job is still listed. */
const unreadableRecord = (id: JobId): JobRecord => ({
  id,
  label: null,
  tool: "unknown",
  created_at: "1970-01-01T00:00:00.000Z",
  cookie: "",
  on_server_exit: "stop",
  stream: true,
  owner: null,
})
