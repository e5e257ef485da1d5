import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { codeOf, storeUnavailable } from "../domain/PlatformErrors.ts"
import type { PreparedEnvironment } from "../environment/PreparedEnvironment.ts"

/** The script that is started, with its arguments and its working directory. */
export interface Launch {
  /** Absolute. */
  readonly script: string
  readonly kind: LaunchKind
  readonly args: ReadonlyArray<string>
  /** Absolute. */
  readonly cwd: string
}

/**
 * Where the script imports from: a file from its own folder, as `python script.py` does; inline code
 * from its working directory, as `python -c` does, never from the folder that it was saved to.
 */
type LaunchKind = "file" | "inline"

/** How an interpreter is started on a script. */
export class ScriptLaunch extends Context.Tag("python-mcp/ScriptLaunch")<
  ScriptLaunch,
  {
    readonly argv: (
      launch: Launch,
      environment: PreparedEnvironment,
      jobFolder: string,
      /** A program that runs the script, with its own arguments; none for the interpreter itself. */
      under: ReadonlyArray<string>,
    ) => Effect.Effect<
      {
        readonly argv: readonly [string, ...ReadonlyArray<string>]
        /** For the head of PYTHONPATH. */
        readonly importFrom: Option.Option<string>
      },
      StoreUnavailable
    >
  }
>() {
  static readonly layer = Layer.effect(
    ScriptLaunch,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      /** PYTHONPATH has no way to say ":"; a link in the job's folder stands in for such a folder. */
      const importable = (folder: string, link: string) =>
        folder.includes(":")
          ? fs.symlink(folder, link).pipe(
              // Another script of the same job is run in the same folder.
              Effect.catchIf(
                (error) => codeOf(error) === "EEXIST",
                () => Effect.void,
              ),
              Effect.mapError(storeUnavailable(link)),
              Effect.as(link),
            )
          : Effect.succeed(folder)

      const importPath = Effect.fnUntraced(function* (
        { kind, cwd }: Launch,
        { importFrom }: PreparedEnvironment,
        jobFolder: string,
      ) {
        const own = kind === "inline" ? [yield* importable(cwd, `${jobFolder}/cwd`)] : []
        const others = yield* Effect.forEach(importFrom, (folder, index) =>
          importable(folder, `${jobFolder}/import-${index + 1}`),
        )
        return Option.liftPredicate([...own, ...others].join(":"), (path) => path !== "")
      })

      /** Before 3.11 there is no `-P`: the folder that Python puts first must be an empty one. */
      const copied = (script: string, jobFolder: string) => {
        const folder = `${jobFolder}/inline`
        const copy = `${folder}/${script.slice(script.lastIndexOf("/") + 1)}`
        return fs
          .makeDirectory(folder, { recursive: true })
          .pipe(
            Effect.zipRight(fs.copyFile(script, copy)),
            Effect.mapError(storeUnavailable(copy)),
            Effect.as(copy),
          )
      }

      const start = Effect.fnUntraced(function* (
        { kind, script, args }: Launch,
        { python, pythonVersion }: PreparedEnvironment,
        jobFolder: string,
        under: ReadonlyArray<string>,
      ) {
        if (kind === "file") return [python, ...under, script, ...args] as const
        if (hasSafePath(pythonVersion)) return [python, "-P", ...under, script, ...args] as const
        return [python, ...under, yield* copied(script, jobFolder), ...args] as const
      })

      return {
        argv: (launch, environment, jobFolder, under) =>
          Effect.all({
            argv: start(launch, environment, jobFolder, under),
            importFrom: importPath(launch, environment, jobFolder),
          }),
      }
    }),
  )
}

/** `-P` came with 3.11. */
const hasSafePath = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10))
  return major > 3 || (major === 3 && minor >= 11)
}
