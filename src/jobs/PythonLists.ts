import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option, Order, Schema } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import type { JobId } from "../domain/Job.ts"
import { modifiedAt } from "../domain/ModifiedAt.ts"
import { importedId, PythonJob, PythonJobList } from "../domain/PythonJobs.ts"
import { sha256 } from "../domain/Sha256.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"

/** What a list of this content is kept as. */
export const keptName = (text: string): string => `jobs.python-${sha256(text).slice(0, 12)}.json`

const isKept = (name: string): boolean => /^jobs\.python-[0-9a-f]{12}\.json$/.test(name)

const suffix = ".done"

/** `jobs.python-….json.done`: what has become of a list's jobs. It outlives the list. */
const Mark = Schema.Struct({
  /** By the ids that they have here. */
  imported: Schema.Array(Schema.String),
  failed: Schema.Array(Schema.Struct({ id: Schema.String, error: Schema.String })),
})
type Mark = typeof Mark.Type

/** A job of the Python server, and the id that it has here. */
export interface FoundJob {
  readonly id: JobId
  readonly job: PythonJob
}

/** The lists of the Python server that were kept aside in this folder, and their marks. */
export const makePythonLists = Effect.fnUntraced(function* (meta: string) {
  const fs = yield* FileSystem
  const files = yield* DurableFiles

  const jobsIn = Effect.fnUntraced(function* (name: string) {
    const text = yield* fs.readFileString(`${meta}/${name}`)
    const list = yield* Schema.decodeUnknown(PythonJobList)(text)
    const jobs = Arr.filterMap(list, (one) => Schema.decodeUnknownOption(PythonJob)(one))
    // Not what stood there: that may be code.
    const others = list.length - jobs.length
    if (others > 0) yield* Effect.logWarning(`${others} entries are no jobs and were not imported`)
    return jobs.map((job): FoundJob => ({ id: importedId(job.id), job }))
  })

  const modified = (name: string) =>
    modifiedAt(fs, `${meta}/${name}`).pipe(Effect.orElseSucceed(() => 0))

  /** The newest first: what it tells of a job is the nearest to the job's end. */
  const listsThat = (chosen: (name: string, names: ReadonlyArray<string>) => boolean) =>
    Effect.gen(function* () {
      const names = yield* namesOrNone(fs, meta)
      const dated = yield* Effect.forEach(
        names.filter((name) => isKept(name) && chosen(name, names)),
        (name) => Effect.map(modified(name), (at) => ({ name, at })),
      )
      return Arr.sortWith(dated, ({ at }) => -at, Order.number).map(({ name }) => name)
    })

  const due = listsThat((name, names) => !names.includes(name + suffix))

  /** The jobs that any list has brought, whether or not they are still there. */
  const imported = Effect.gen(function* () {
    const names = yield* namesOrNone(fs, meta)
    const marks = yield* Effect.forEach(
      names.filter((name) => name.endsWith(suffix) && isKept(name.slice(0, -suffix.length))),
      (name) => Effect.option(files.read(`${meta}/${name}`, Mark)),
    )
    return new Set<JobId>(marks.map(Option.flatten).flatMap(idsOf))
  })

  const mark = (name: string, value: Mark) => files.replace(`${meta}/${name}${suffix}`, Mark, value)

  /** Removes the lists that tell nothing more: all their jobs are imported, or in the newest one. */
  const removeSuperseded = Effect.gen(function* () {
    const [newest, ...older] = yield* listsThat((name, names) => names.includes(name + suffix))
    if (newest === undefined) return
    const told = new Set([...(yield* imported), ...(yield* jobsIn(newest)).map(({ id }) => id)])
    yield* Effect.forEach(older, (name) =>
      Effect.flatMap(jobsIn(name), (jobs) =>
        jobs.every(({ id }) => told.has(id)) ? fs.remove(`${meta}/${name}`) : Effect.void,
      ),
    )
  })

  return { due, jobsIn, imported, mark, removeSuperseded }
})

const idsOf = (mark: Option.Option<Mark>): ReadonlyArray<JobId> =>
  Option.match(mark, { onNone: () => [], onSome: (made) => made.imported })
