import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option } from "effect"
import { filterInTurns, forEachInTurns } from "../domain/InTurns.ts"
import type { Job, JobId, JobStatus } from "../domain/Job.ts"
import { isOver, statusOf } from "../domain/Job.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { byNewest, importedFolder } from "./JobFolder.ts"
import { readJob } from "./JobReading.ts"

/** Which jobs a list is to show. */
export interface JobFilter {
  readonly status: Option.Option<JobStatus>
  readonly limit: number
}

/** The newest jobs that match, and how many match in all. */
export interface JobPage {
  readonly jobs: ReadonlyArray<Job>
  readonly total: number
}

/** How many ended jobs' statuses are remembered; an ended job never changes again. */
const rememberedJobs = 200_000

/** Lists jobs by walking the days from the newest to the oldest. */
export const listJobs = (home: string) =>
  Effect.gen(function* () {
    const files = yield* DurableFiles
    const fs = yield* FileSystem
    const read = readJob(files, fs, home)
    const ended = new Map<JobId, JobStatus>()
    const names = (path: string) =>
      fs.readDirectory(path).pipe(Effect.orElseSucceed((): Array<string> => []))

    const jobsOn = (shelf: string) =>
      Effect.map(names(`${home}/jobs/${shelf}`), (found) =>
        found.filter((name) => !name.startsWith(".")),
      )

    const whenMade = askOnce(read)

    const ids = Effect.gen(function* () {
      const shelves = (yield* names(`${home}/jobs`)).filter((name) => !name.startsWith("."))
      const days = shelves.filter((name) => name !== importedFolder).sort(byNewest)
      const dated = yield* Effect.forEach(days, (shelf) => jobsOn(shelf))
      const imported = yield* Effect.forEach(yield* jobsOn(importedFolder), whenMade)
      return [
        ...dated.flatMap((shelf) => shelf.sort(byNewest)),
        ...imported.sort((a, b) => byNewest(a.at, b.at)).map(({ id }) => id),
      ]
    })

    const remember = (job: Job) =>
      Effect.sync(() => {
        if (isOver(job.state) && ended.size < rememberedJobs) {
          ended.set(job.id, statusOf(job.state))
        }
      })

    const statusOfId = (id: JobId) => {
      const known = ended.get(id)
      return known !== undefined
        ? Effect.succeedSome(known)
        : read(id).pipe(
            Effect.tap(Option.match({ onNone: () => Effect.void, onSome: remember })),
            Effect.map(Option.map((job) => statusOf(job.state))),
          )
    }

    const matching = (filter: JobFilter, all: ReadonlyArray<JobId>) =>
      Option.match(filter.status, {
        onNone: () => Effect.succeed(all),
        onSome: (wanted) =>
          filterInTurns(all, (id) =>
            Effect.map(
              statusOfId(id),
              Option.exists((status) => status === wanted),
            ),
          ),
      })

    const newest = Effect.fn("JobStore.newest")(function* (filter: JobFilter) {
      const matches = yield* matching(filter, yield* ids)
      const jobs = yield* forEachInTurns(matches.slice(0, filter.limit), read)
      return { jobs: Arr.getSomes(jobs), total: matches.length } satisfies JobPage
    })

    return { ids, newest }
  })

/** The ids of imported jobs tell no time, so their records are asked, each once. */
const askOnce = (read: ReturnType<typeof readJob>) => {
  const made = new Map<JobId, { readonly id: JobId; readonly at: string }>()
  return (id: JobId) => {
    const known = made.get(id)
    if (known !== undefined) return Effect.succeed(known)
    return Effect.map(read(id), (job) => {
      const at = Option.match(job, { onNone: () => "", onSome: (one) => one.job.created_at })
      const asked = { id, at }
      made.set(id, asked)
      return asked
    })
  }
}
