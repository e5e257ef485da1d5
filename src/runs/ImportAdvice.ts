import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option } from "effect"
import type { Job } from "../domain/Job.ts"
import type { EnvironmentRecord } from "../domain/JobFiles.ts"
import {
  adviceFor,
  distributionOf,
  type MissingModule,
  missingModule,
} from "../domain/MissingModule.ts"

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
        environment: EnvironmentRecord,
        module: MissingModule,
      ) {
        const local = yield* localFolder(environment, module)
        if (Option.isSome(local)) return outOfReach(environment, module, local.value)
        return isInstalled(environment, module)
          ? Option.none()
          : adviceFor(module, environment.python_version)
      })

      return {
        notes: Effect.fn("ImportAdvice.notes")(function* (job, ending) {
          // What an uncaught exception ends with; the timeout's mark, a signal and the rest are no exception.
          if (ending.reason !== "exit_code" || ending.exit_code !== 1) return []
          const found = Option.all([job.environment, missingModule(ending.stderr)])
          if (Option.isNone(found)) return []
          return Option.toArray(yield* explain(...found.value))
        }),
      }
    }),
  )
}

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
