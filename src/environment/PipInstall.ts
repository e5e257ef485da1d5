import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { optionKeys } from "../domain/UvTable.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { pythonOf } from "./EnvironmentFolders.ts"
import type { Interpreter } from "./Interpreter.ts"
import { lacksPip, pipOptions, pipSettings } from "./Pip.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { asArguments, summary } from "./RequirementArguments.ts"
import { relocate } from "./relocate.ts"
import { resolutionVariables, uvVariables } from "./UvVariables.ts"

/** What pip is to install, and where: in a folder that does not exist yet. */
export interface PipOrder {
  readonly interpreter: Interpreter
  /** What starts that interpreter outside of any virtual environment. */
  readonly base: string
  /** Canonical and sorted. */
  readonly requirements: ReadonlyArray<string>
  /** uv's own, which pip does not know. */
  readonly uvOptions: ReadonlyArray<string>
  readonly prefix: string
}

/** Makes environments where there is no uv and none can be had: slower, and just as exact. */
export class PipInstall extends Context.Tag("python-mcp/PipInstall")<
  PipInstall,
  {
    /** `cause` is why it is not uv; gives notes for people. */
    readonly build: (
      preparation: Preparation,
      order: PipOrder,
      cause: EnvironmentFailed,
    ) => Effect.Effect<ReadonlyArray<string>, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    PipInstall,
    never,
    FileSystem.FileSystem | Host | PreparationSteps | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const host = yield* Host
      const settings = yield* Settings
      const steps = yield* PreparationSteps
      const plainEnv = uvVariables(host, settings)
      const notes = ignoredNotes(host.environment)

      const install = Effect.fnUntraced(function* (preparation: Preparation, order: PipOrder) {
        const { base, interpreter, requirements, prefix } = order
        const { env, words } = yield* pipSettings(fs, host, settings)
        const wanted = yield* asArguments(fs, requirements, `${prefix}/requirements.txt`)
        const options = [...pipOptions, ...installOptions, ...wanted]
        const step = (python: string) =>
          steps.run(preparation, {
            name: "pip-install",
            stage: `installing ${summary(requirements)} with pip (there is no uv)`,
            argv: [python, "-m", "pip", "--python", pythonOf(prefix), "install", ...options],
            env,
            index: { python: interpreter, words: [...words, ...requirements] },
          })
        const helper = `${prefix}/.pip`
        const installWithHelper = Effect.gen(function* () {
          yield* steps.run(preparation, {
            name: "pip-venv",
            stage: "making an environment for pip",
            argv: [base, "-I", "-m", "venv", helper],
            env,
          })
          yield* step(pythonOf(helper))
          yield* Effect.ignore(fs.remove(helper, { recursive: true }))
        })
        yield* Effect.catchIf(step(base), isNoHelp, () => installWithHelper)
      })

      return {
        build: Effect.fn("PipInstall.build")(function* (preparation, order, cause) {
          const { base, interpreter, prefix, uvOptions } = order
          if (uvOptions.length > 0) return yield* needingUv(cause, uvOptions)
          yield* steps.run(preparation, {
            name: "venv",
            stage: `making an environment for Python ${interpreter.version}`,
            argv: [base, "-I", "-m", "venv", "--without-pip", prefix],
            env: plainEnv,
          })
          yield* Effect.mapError(install(preparation, order), withCause(cause))
          yield* steps.run(preparation, {
            name: "relocation",
            stage: "making its commands movable",
            argv: [base, "-I", "-S", "-c", relocate, prefix],
            env: plainEnv,
          })
          return [`Made with pip, because there is no uv: ${lastLine(cause.detail)}`, ...notes]
        }),
      }
    }),
  )
}

const needingUv = (cause: EnvironmentFailed, uvOptions: ReadonlyArray<string>) => {
  const keys = optionKeys(uvOptions).join(", ")
  const why = `pip does not do: [tool.uv] says ${keys}, which only uv knows.`
  return new EnvironmentFailed({ ...cause, detail: `${cause.detail}\n\nHere, ${why}` })
}

/** Byte code is made later, and only of what is imported. */
const installOptions = ["--no-compile", "--no-warn-script-location"]

/** No pip, or one from before 22.3, which cannot install into another environment. */
const isNoHelp = (error: EnvironmentFailed | StoreUnavailable): boolean =>
  lacksPip(error) || error.message.includes("no such option: --python")

/** Who has neither uv nor pip is told about both. */
const withCause =
  (cause: EnvironmentFailed) =>
  (error: EnvironmentFailed | StoreUnavailable): EnvironmentFailed | StoreUnavailable =>
    error._tag === "EnvironmentFailed" && error.reason === "other"
      ? new EnvironmentFailed({
          ...cause,
          detail: `${cause.detail}\n\nNor with pip:\n${error.detail}`,
        })
      : error

const lastLine = (text: string): string => text.trim().split("\n").pop() ?? ""

const ignoredNotes = (environment: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const names = resolutionVariables(environment)
    .map(([name]) => name)
    .filter((name) => !/^UV_(?:(?:DEFAULT_|EXTRA_)?INDEX|CONFIG_FILE|NO_CONFIG)/.test(name))
  return names.length === 0 ? [] : [`pip does not know ${names.join(", ")}: ignored.`]
}
