import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option } from "effect"
import { namesIn, namesOrNone } from "../domain/FolderNames.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { ActiveRecord, EnvironmentRecord, JobRecord } from "../domain/JobFiles.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles, type Unreadable } from "../processes/DurableFiles.ts"
import { EnvironmentNotFound } from "./EnvironmentErrors.ts"
import { EnvironmentBeingMade } from "./NamedErrors.ts"

/** Which jobs, of any server, need which environment. */
export interface EnvironmentUse {
  /** The jobs that run in an environment, by the name of its folder. */
  readonly jobs: ReadonlyMap<string, ReadonlyArray<string>>
  /** The jobs that may yet be given one. */
  readonly undecided: ReadonlyArray<string>
}

/** A job that makes the environment of a name. */
export interface Maker {
  readonly name: string
  readonly job: string
}

/** The tool whose jobs make environments; their label is the name. */
export const makingTool = "environment_create_persistent"

/** Who uses the environments: the jobs that have not ended, as their own files tell. */
export class EnvironmentUsers extends Context.Tag("python-mcp/EnvironmentUsers")<
  EnvironmentUsers,
  {
    /** Fails where a record does not tell, because then any environment may be in use. */
    readonly now: Effect.Effect<EnvironmentUse, StoreUnavailable | Unreadable>
    /** The jobs that make an environment to be kept, as far as their records tell. */
    readonly makers: Effect.Effect<ReadonlyArray<Maker>>
    /** Why there is no environment of a name: nobody has made it, or somebody is at it. */
    readonly missing: (
      name: string,
    ) => Effect.Effect<never, EnvironmentBeingMade | EnvironmentNotFound>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentUsers,
    never,
    DurableFiles | FileSystem | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const files = yield* DurableFiles
      const marks = join((yield* Settings).home, "active")

      /** None for a job that has ended, whose mark only has yet to go. */
      const look = Effect.fnUntraced(function* (job: string) {
        const mark = yield* files.read(join(marks, job), ActiveRecord)
        if (Option.isNone(mark)) return Option.none()
        const { folder } = mark.value
        const hasEnded = Effect.orElseSucceed(fs.exists(join(folder, "exit.json")), () => false)
        if (yield* hasEnded) return Option.none()
        const record = yield* files.read(join(folder, "environment.json"), EnvironmentRecord)
        return Option.some({ job, folder, python: Option.map(record, ({ python }) => python) })
      })

      const lookForMaker = Effect.fnUntraced(
        function* (job: string) {
          const seen = yield* Effect.flatten(look(job))
          const { tool, label } = yield* Effect.flatten(
            files.read(join(seen.folder, "job.json"), JobRecord),
          )
          return tool === makingTool && label !== null
            ? Option.some<Maker>({ name: label, job })
            : Option.none()
        },
        Effect.orElseSucceed(Option.none<Maker>),
      )

      const makers = Effect.gen(function* () {
        const names = yield* namesOrNone(fs, marks)
        return Arr.getSomes(yield* Effect.forEach(names, lookForMaker))
      }).pipe(Effect.withSpan("EnvironmentUsers.makers"))

      const missing = Effect.fn("EnvironmentUsers.missing")(function* (environment: string) {
        const maker = (yield* makers).find(({ name }) => name === environment)
        return yield* maker === undefined
          ? new EnvironmentNotFound({ environment })
          : new EnvironmentBeingMade({ environment, job_id: maker.job })
      })

      const now = Effect.gen(function* () {
        const names = yield* Effect.mapError(namesIn(fs, marks), storeUnavailable(marks))
        const found = yield* Effect.forEach(
          names.filter((name) => !name.startsWith(".")),
          look,
        )
        return useOf(found.flatMap(Option.toArray))
      }).pipe(Effect.withSpan("EnvironmentUsers.now"))

      return { now, makers, missing }
    }),
  )
}

interface Seen {
  readonly job: string
  readonly python: Option.Option<string>
}

const useOf = (seen: ReadonlyArray<Seen>): EnvironmentUse => {
  const jobs = new Map<string, ReadonlyArray<string>>()
  const undecided: Array<string> = []
  for (const { job, python } of seen) {
    if (Option.isNone(python)) undecided.push(job)
    else {
      const id = environmentOf(python.value)
      if (id !== undefined) jobs.set(id, [...(jobs.get(id) ?? []), job])
    }
  }
  return { jobs, undecided }
}

/** By the name alone: another server may know the state directory by another path. */
const environmentOf = (python: string): string | undefined =>
  /\/environments\/([^/]+)\/bin\/[^/]+$/.exec(python)?.[1]
