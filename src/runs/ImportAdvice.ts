import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Either, Layer, Option, Schema } from "effect"
import type { Job } from "../domain/Job.ts"
import type { EnvironmentRecord } from "../domain/JobFiles.ts"
import {
  adviceFor,
  distributionOf,
  type MissingModule,
  missingModule,
  Surroundings,
} from "../domain/MissingModule.ts"
import type { Pyproject } from "../domain/Pyproject.ts"
import { parse } from "../domain/Requirement.ts"
import { Settings } from "../domain/Settings.ts"
import { ProjectFiles } from "../environment/ProjectFiles.ts"
import { JobFile } from "../jobs/JobFile.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"

/** How a run ended, as far as it tells whether an import was its end. */
interface Ending {
  readonly reason: string | null
  readonly exit_code: number | null
  readonly stderr: string
}

/** Explains runs that died of a module that is not there. It asks no index, and installs nothing. */
export class ImportAdvice extends Context.Tag("python-mcp/ImportAdvice")<
  ImportAdvice,
  {
    /** At most one line. */
    readonly notes: (job: Job, ending: Ending) => Effect.Effect<ReadonlyArray<string>>
  }
>() {
  static readonly layer = Layer.effect(
    ImportAdvice,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const surroundings = yield* makeSurroundings

      const isThere = (path: string) => Effect.orElseSucceed(fs.exists(path), () => false)

      /** The first of the script's folders that has a file or a folder of the module's name. */
      const localFolder = (environment: EnvironmentRecord, { name }: MissingModule) => {
        const [top = name] = name.split(".", 1)
        const folders = Arr.filter([environment.script_folder, environment.directory], isGiven)
        return Effect.findFirst(folders, (folder) =>
          Effect.zipWith(
            isThere(join(folder, `${top}.py`)),
            isThere(join(folder, top)),
            (file, directory) => file || directory,
          ),
        )
      }

      const explain = Effect.fnUntraced(function* (
        job: Job,
        environment: EnvironmentRecord,
        module: MissingModule,
      ) {
        const local = yield* localFolder(environment, module)
        if (Option.isSome(local)) return outOfReach(environment, module, local.value)
        if (isInstalled(environment, module)) return Option.none()
        const around = yield* surroundings(job, environment)
        return adviceFor(module, environment.python_version, around)
      })

      return {
        notes: Effect.fn("ImportAdvice.notes")(function* (job, ending) {
          // What an uncaught exception ends with; the timeout's mark, a signal and the rest are no exception.
          if (ending.reason !== "exit_code" || ending.exit_code !== 1) return []
          const found = Option.all([job.environment, missingModule(ending.stderr)])
          if (Option.isNone(found)) return []
          return Option.toArray(yield* explain(job, ...found.value))
        }),
      }
    }),
  )
}

/** What of a call's arguments tells where its script was run. */
const Asked = Schema.Struct({
  environment: Schema.optional(Schema.String),
  project: Schema.optional(Schema.String),
})

const makeSurroundings = Effect.gen(function* () {
  const files = yield* DurableFiles
  const projects = yield* ProjectFiles
  const cache = join((yield* Settings).home, "environments", "/")

  const askedOf = (job: Job) =>
    files.read(join(job.folder, JobFile.spec.name), JobFile.spec.schema).pipe(
      Effect.flatten,
      Effect.flatMap((spec) => Schema.decodeUnknown(Asked)(spec.arguments)),
      Effect.option,
    )

  /** A job's own folder belongs to no project. */
  const projectOf = (job: Job, { directory, strategy }: EnvironmentRecord) =>
    directory === undefined || strategy !== "uv-run" || directory.startsWith(job.folder)
      ? Effect.succeedNone
      : Effect.map(projects.read(directory), ({ pyproject }) =>
          Option.filter(pyproject, ({ content }) => content.isProject),
        )

  return Effect.fn("ImportAdvice.surroundings")(function* (
    job: Job,
    environment: EnvironmentRecord,
  ) {
    const { environment: name, project: use } = Option.getOrElse(yield* askedOf(job), () => nothing)
    if (name !== undefined) return Surroundings.Kept({ name })
    const hasProject = use === "sync" || use === "cached"
    const isUsed = hasProject || !environment.python.startsWith(cache)
    return Option.match(yield* projectOf(job, environment), {
      onNone: () => Surroundings.Plain(),
      onSome: ({ path, content }) =>
        // Where its packages were asked for, what it lists is not there for another reason.
        Surroundings.Project({ path, isUsed, lists: hasProject ? [] : listed(content) }),
    })
  })
})

const nothing: typeof Asked.Type = {}

const listed = ({ dependencies }: Pyproject): ReadonlyArray<string> =>
  Arr.filterMap(dependencies, (text) =>
    Option.map(Either.getRight(parse(text)), ({ name }) => name),
  )

const isGiven = (folder: string | undefined): folder is string => folder !== undefined

/** A file from the working directory is not found by a script in another folder. */
const outOfReach = (
  { script_folder, directory }: EnvironmentRecord,
  { name }: MissingModule,
  folder: string,
): Option.Option<string> =>
  script_folder === undefined || folder === script_folder || folder !== directory
    ? Option.none()
    : Option.some(
        `No module named '${name}': it is in the working directory, but a script imports from its own folder (${script_folder}). Run it with env_vars={"PYTHONPATH": "${directory}"}.`,
      )

const isInstalled = ({ pins }: EnvironmentRecord, module: MissingModule): boolean =>
  Option.exists(distributionOf(module), (distribution) =>
    pins.some((pin) => pin.startsWith(`${distribution}==`)),
  )
