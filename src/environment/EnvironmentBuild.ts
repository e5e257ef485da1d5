import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import type { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { pythonOf } from "./EnvironmentFolders.ts"
import type { Interpreter } from "./Interpreter.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { Uv, type UvBinary } from "./Uv.ts"
import { uvVariables } from "./UvVariables.ts"

/** An environment to make, in a folder that does not exist yet. */
export interface BuildOrder {
  readonly interpreter: Interpreter
  /** Canonical and sorted. */
  readonly requirements: ReadonlyArray<string>
  readonly prefix: string
}

/** What made it, and what people should know about that. */
export interface Built {
  readonly uv: Option.Option<string>
  readonly notes: ReadonlyArray<string>
}

/** Fills one folder with a virtual environment and its packages; nothing else is its business. */
export class EnvironmentBuild extends Context.Tag("python-mcp/EnvironmentBuild")<
  EnvironmentBuild,
  {
    readonly build: (
      preparation: Preparation,
      order: BuildOrder,
    ) => Effect.Effect<Built, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentBuild,
    never,
    FileSystem.FileSystem | Host | PreparationSteps | Settings | Uv
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const uvs = yield* Uv
      const steps = yield* PreparationSteps
      const env = uvVariables(yield* Host, yield* Settings)

      /** Without packages there is nothing to do for uv, so none is needed. */
      const buildEmpty = Effect.fnUntraced(function* (
        preparation: Preparation,
        { interpreter, prefix }: BuildOrder,
      ) {
        yield* steps.run(preparation, {
          name: "venv",
          stage: `making an environment for Python ${interpreter.version}`,
          argv: [basePython(interpreter), "-I", "-m", "venv", "--without-pip", prefix],
          env,
        })
        return { uv: Option.none<string>(), notes: [] }
      })

      const install = Effect.fnUntraced(function* (
        preparation: Preparation,
        { requirements, prefix }: BuildOrder,
        uv: UvBinary,
      ) {
        const wanted = yield* asArguments(fs, requirements, `${prefix}/requirements.txt`)
        const command = [...installOptions, "--python", pythonOf(prefix), ...wanted]
        const stage = `installing ${summary(requirements)}`
        const step = (name: string, ...options: ReadonlyArray<string>) => {
          const argv = [uv.path, "pip", "install", ...options, ...command] as const
          return steps.run(preparation, { name, stage, argv, env })
        }
        return yield* Effect.as(step("install"), []).pipe(
          Effect.catchIf(isNetworkFailure, (error) =>
            Effect.as(step("install-offline", "--offline"), [offlineNote]).pipe(
              // The network is the cause; what the cache lacks is only its consequence.
              Effect.catchTag("EnvironmentFailed", () => error),
            ),
          ),
        )
      })

      const buildWithUv = Effect.fnUntraced(function* (
        preparation: Preparation,
        order: BuildOrder,
      ) {
        const { interpreter, prefix } = order
        const uv = yield* uvs.provide(preparation, Effect.succeed(interpreter))
        yield* steps.run(preparation, {
          name: "venv",
          stage: `making an environment for Python ${interpreter.version}`,
          argv: [uv.path, "venv", ...venvOptions, "--python", basePython(interpreter), prefix],
          env,
        })
        const notes = yield* install(preparation, order, uv)
        return { uv: Option.some(uv.version), notes: [...uv.notes, ...notes] }
      })

      return {
        build: Effect.fn("EnvironmentBuild.build")(function* (preparation, order) {
          return yield* order.requirements.length === 0
            ? buildEmpty(preparation, order)
            : buildWithUv(preparation, order)
        }),
      }
    }),
  )
}

/** Requirements are arguments behind `--`: data, never options. Very many go into a file. */
const asArguments = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  requirements: ReadonlyArray<string>,
  file: string,
) {
  const text = `${requirements.join("\n")}\n`
  if (text.length <= maxArgumentBytes) return ["--", ...requirements]
  yield* Effect.mapError(fs.writeFileString(file, text), storeUnavailable(file))
  return ["--requirement", file]
})

const maxArgumentBytes = 64 * 1024

const venvOptions = ["-q", "--relocatable", "--no-project"]

const installOptions = ["--no-progress", "--color", "never"]

const offlineNote =
  "The package index could not be reached: the packages were taken from uv's cache and may not be the newest."

/** An environment is made from the interpreter behind it, not from another environment. */
const basePython = ({ isVenv, realPath, path }: Interpreter): string => (isVenv ? realPath : path)

const summary = (requirements: ReadonlyArray<string>): string =>
  requirements.length <= 3
    ? requirements.map((text) => text.replace(/ @ .*/, "")).join(", ")
    : `${requirements.length} packages`

const isNetworkFailure = (
  error: EnvironmentFailed | StoreUnavailable,
): error is EnvironmentFailed => error._tag === "EnvironmentFailed" && error.reason === "network"
