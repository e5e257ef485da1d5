import * as FileSystem from "@effect/platform/FileSystem"
import { Clock, Context, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { optionKeys } from "../domain/UvTable.ts"
import { CacheMending } from "./CacheMending.ts"
import { EnvironmentFailed, isNetworkFailure, isUvMissing } from "./EnvironmentErrors.ts"
import { pythonOf } from "./EnvironmentFolders.ts"
import type { Ingredients } from "./EnvironmentKey.ts"
import type { Interpreter } from "./Interpreter.ts"
import { linkOptions } from "./LinkMode.ts"
import { PipInstall } from "./PipInstall.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { asArguments, asProject, summary } from "./RequirementArguments.ts"
import { Uv, type UvBinary } from "./Uv.ts"
import { uvCacheFolder, uvVariables } from "./UvVariables.ts"

/** An environment to make, in a folder that does not exist yet. */
export interface BuildOrder extends Ingredients {
  readonly prefix: string
  /** Whether packages may come from the cache alone where the index cannot be reached. */
  readonly offline: "allowed" | "refused"
}

/** What made it, and what people should know about that. */
export interface Built {
  /** "uv 0.13.9" or "pip"; none where nothing had to be installed. */
  readonly installer: Option.Option<string>
  /** The index could not be reached: there may be newer versions. */
  readonly isOffline: boolean
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
    CacheMending | FileSystem.FileSystem | Host | PipInstall | PreparationSteps | Settings | Uv
  > = Layer.effect(
    this,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const uvs = yield* Uv
  const steps = yield* PreparationSteps
  const mending = yield* CacheMending
  const env = uvVariables(yield* Host, yield* Settings)
  const pip = yield* PipInstall
  const { installation } = yield* makeInstallation

  const makeVenv = (preparation: Preparation, { interpreter }: BuildOrder, argv: Argv) =>
    steps.run(preparation, {
      name: "venv",
      stage: `making an environment for Python ${interpreter.version}`,
      argv,
      env,
    })

  /** Without packages there is nothing to do for uv, so none is needed. */
  const buildEmpty = Effect.fnUntraced(function* (preparation: Preparation, order: BuildOrder) {
    const argv = [basePython(order.interpreter), "-I", "-m", "venv", "--without-pip"] as const
    yield* makeVenv(preparation, order, [...argv, order.prefix])
    return { installer: Option.none<string>(), isOffline: false, notes: [] }
  })

  const buildWithUv = Effect.fnUntraced(function* (preparation: Preparation, order: BuildOrder) {
    const { interpreter, prefix, refresh } = order
    const begun = yield* Clock.currentTimeMillis
    const uv = yield* uvs.provide(preparation, Effect.succeed(interpreter))
    const from = ["--python", basePython(interpreter)]
    yield* makeVenv(preparation, order, [uv.path, "venv", ...venvOptions, ...from, prefix])
    const install = yield* installation(preparation, order, uv)
    const isOffline = yield* install("install", ...(refresh ? [refreshing] : []))
    const mended = yield* mending.mend(preparation, {
      prefix,
      version: interpreter.version,
      begun,
      uv: uv.path,
      install: (names) =>
        install("reinstall", ...names.map((name) => `--reinstall-package=${name}`)),
    })
    const notes = [...uv.notes, ...(isOffline ? [offlineNote] : []), ...mended]
    return { installer: Option.some(`uv ${uv.version}`), isOffline, notes }
  }, Effect.scoped)

  const buildWithPip = Effect.fnUntraced(function* (
    preparation: Preparation,
    order: BuildOrder,
    cause: EnvironmentFailed,
  ) {
    const base = basePython(order.interpreter)
    const notes = yield* pip.build(preparation, { ...order, base }, cause)
    return { installer: Option.some("pip"), isOffline: false, notes }
  })

  return {
    build: Effect.fn("EnvironmentBuild.build")(function* (preparation, order) {
      return yield* order.requirements.length === 0
        ? buildEmpty(preparation, order)
        : buildWithUv(preparation, order).pipe(
            Effect.catchIf(isUvMissing, (cause) => buildWithPip(preparation, order, cause)),
          )
    }),
  } satisfies EnvironmentBuild["Type"]
})

type Argv = readonly [string, ...ReadonlyArray<string>]

const makeInstallation = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const steps = yield* PreparationSteps
  const host = yield* Host
  const settings = yield* Settings
  const env = uvVariables(host, settings)
  const cacheFolder = uvCacheFolder(host, settings)

  /** The command that installs; it tells whether it had to do without the index. */
  const installation = Effect.fnUntraced(function* (
    preparation: Preparation,
    order: BuildOrder,
    uv: UvBinary,
  ) {
    const { interpreter, requirements, uvOptions, prefix, offline } = order
    const wanted = yield* uvOptions.length > 0
      ? asProject(fs, requirements, uvOptions, prefix)
      : asArguments(fs, requirements, `${prefix}/requirements.txt`)
    const link = yield* linkOptions(fs, cacheFolder, prefix, env.UV_LINK_MODE)
    const fixed = [...installOptions, ...link, "--python", pythonOf(prefix)]
    const stage = `installing ${summary(requirements)}`
    const step = (name: string, options: ReadonlyArray<string>) => {
      const argv = [uv.path, "pip", "install", ...options, ...fixed, ...wanted] as const
      const index = { python: interpreter, words: [...uvOptions, ...requirements] }
      const question = options.includes("--offline") ? {} : { index }
      return steps
        .run(preparation, { name, stage, argv, env, ...question })
        .pipe(Effect.catchTag("EnvironmentFailed", withPlaces(uvOptions)))
    }
    // The network is the cause; what the cache lacks is only its consequence.
    const fromCache = (cause: EnvironmentFailed, name: string, options: ReadonlyArray<string>) =>
      step(`${name}-offline`, ["--offline", ...options.filter((one) => one !== refreshing)]).pipe(
        Effect.as(true),
        Effect.catchTag("EnvironmentFailed", () => cause),
      )
    return (name: string, ...options: ReadonlyArray<string>) =>
      step(name, options).pipe(
        Effect.as(false),
        Effect.catchIf(isNetworkFailure, (cause) =>
          offline === "allowed" ? fromCache(cause, name, options) : cause,
        ),
      )
  })

  return { installation }
})

/** Indexes may be named by what was asked for: then that is where to look. */
const withPlaces = (uvOptions: ReadonlyArray<string>) => (error: EnvironmentFailed) => {
  const keys = optionKeys(uvOptions).filter((key) => indexKeys.test(key))
  if (!isNetworkFailure(error) || keys.length === 0) return error
  const places = `UV_DEFAULT_INDEX, and ${keys.join(", ")} in [tool.uv] of the script's header or the project`
  const wayOut = `Check the network, the proxy and the index settings (${places}), then run again.`
  return new EnvironmentFailed({ ...error, wayOut })
}

const indexKeys = /^(?:index|index-url|extra-index-url|find-links)$/

const venvOptions = ["-q", "--relocatable", "--no-project"]

const installOptions = ["--no-progress", "--color", "never"]

const refreshing = "--refresh"

const offlineNote =
  "The package index could not be reached: the packages were taken from uv's cache and may not be the newest."

/** An environment is made from the interpreter behind it, not from another environment. */
const basePython = ({ isVenv, realPath, path }: Interpreter): string => (isVenv ? realPath : path)
