import { join, resolve } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option, Ref } from "effect"
import { fromHome } from "../domain/HomePath.ts"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { modifiedOf } from "../domain/ModifiedAt.ts"
import { Settings } from "../domain/Settings.ts"
import { Probe } from "../processes/Probe.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { type Interpreter, withoutPythonVariables } from "./Interpreter.ts"
import type { Preparation } from "./PreparationSteps.ts"
import { provisionedUv, UvProvision } from "./UvProvision.ts"

/** A uv that answers. */
export interface UvBinary {
  readonly path: string
  readonly version: string
}

/** A uv to use, and what people should know about where it came from. */
export interface ReadyUv extends UvBinary {
  readonly notes: ReadonlyArray<string>
}

/** The uv that makes our environments: the user's where there is one, else one that we install. */
export class Uv extends Context.Tag("python-mcp/Uv")<
  Uv,
  {
    /** The setting's, PATH's, or one in the usual places. Each is asked once for its version. */
    readonly locate: Effect.Effect<Option.Option<UvBinary>>
    /** The same, or installs it under the state directory, with the Python that is given. */
    readonly provide: (
      preparation: Preparation,
      python: Effect.Effect<Interpreter, EnvironmentFailed>,
    ) => Effect.Effect<ReadyUv, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    Uv,
    never,
    FileSystem.FileSystem | Host | Probe | Settings | UvProvision
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const host = yield* Host
      const settings = yield* Settings
      const probe = yield* Probe
      const provision = yield* UvProvision
      const lock = yield* Effect.makeSemaphore(1)
      const known = yield* Ref.make<ReadonlyMap<string, Option.Option<UvBinary>>>(new Map())
      const env = withoutPythonVariables(host.environment)

      const ask = (path: string) =>
        Effect.map(
          probe.ask({ argv: [path, "--version"], env, cwd: "/", timeLimit: "5 seconds" }),
          ({ stdout }) => readVersion(path, stdout),
        )

      const inspect = Effect.fnUntraced(function* (path: string) {
        const identity = yield* identify(fs, path)
        if (Option.isNone(identity)) return Option.none()
        const answered = (yield* Ref.get(known)).get(identity.value)
        if (answered !== undefined) return answered
        const answer = yield* Effect.option(ask(path))
        if (Option.isNone(answer)) return Option.none()
        const usable = yield* passOverOld(answer.value)
        yield* Ref.update(known, (all) => new Map([...all, [identity.value, usable]]))
        return usable
      })

      const warnOfSetting = yield* Effect.once(warnOf(settings))

      const locate = Effect.gen(function* () {
        const [first, ...others] = places(host, settings)
        const own = yield* inspect(first)
        if (Option.isSome(own)) return own
        if (Option.isSome(settings.uv)) yield* warnOfSetting
        for (const path of others) {
          const found = yield* inspect(path)
          if (Option.isSome(found)) return found
        }
        return Option.none<UvBinary>()
      }).pipe(Effect.withSpan("Uv.locate"))

      const install = Effect.fnUntraced(function* (
        preparation: Preparation,
        python: Effect.Effect<Interpreter, EnvironmentFailed>,
      ) {
        const found = yield* locate
        if (Option.isSome(found)) return { ...found.value, notes: [] }
        const { path } = yield* provision.install(preparation, yield* python)
        const installed = yield* inspect(path)
        if (Option.isNone(installed)) return yield* doesNotRun(path)
        const notes = [`uv ${installed.value.version} was installed to ${path} (needed once).`]
        return { ...installed.value, notes }
      })

      const provide: Uv["Type"]["provide"] = Effect.fn("Uv.provide")(
        function* (preparation, python) {
          const found = yield* locate
          if (Option.isSome(found)) return { ...found.value, notes: [] }
          return yield* lock.withPermits(1)(install(preparation, python))
        },
      )

      return { locate, provide }
    }),
  )
}

const warnOf = ({ uv }: Settings["Type"]) =>
  Effect.logWarning(`PYTHON_MCP_UV is no usable uv: ${Option.getOrElse(uv, () => "")}`)

/** Where uv is looked for, in this order. */
const places = (
  host: Host["Type"],
  settings: Settings["Type"],
): Arr.NonEmptyReadonlyArray<string> => {
  const { environment, homeDirectory: home, workingDirectory } = host
  const onPath = (environment.PATH ?? "").split(":").filter((folder) => folder.startsWith("/"))
  const folders = [
    ...onPath,
    ...[environment.XDG_BIN_HOME].flatMap((folder) => (folder ? [folder] : [])),
    join(home, ".local/bin"),
    join(home, ".cargo/bin"),
    "/opt/homebrew/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/usr/local/bin",
    "/usr/bin",
  ]
  const setting = Option.map(settings.uv, (given) =>
    resolve(workingDirectory, fromHome(given, home)),
  )
  const usual = Arr.append(
    folders.map((folder) => join(folder, "uv")),
    provisionedUv(settings),
  )
  return Arr.dedupe(Arr.prependAll(usual, Option.toArray(setting)))
}

/** None for what is not there, and for a `#!` shim, behind which uv may or may not be. */
const identify = (fs: FileSystem.FileSystem, path: string): Effect.Effect<Option.Option<string>> =>
  Effect.gen(function* () {
    const info = yield* fs.stat(path)
    if (info.type !== "File" || (yield* isScript(fs, path))) return Option.none()
    return Option.some(`${path}\0${modifiedOf(info)}\0${info.size}`)
  }).pipe(Effect.orElseSucceed(Option.none<string>))

const isScript = (fs: FileSystem.FileSystem, path: string) =>
  fs.open(path, { flag: "r" }).pipe(
    Effect.flatMap((file) => file.readAlloc(2)),
    Effect.map(Option.exists((bytes) => bytes[0] === 0x23 && bytes[1] === 0x21)),
    Effect.scoped,
  )

const readVersion = (path: string, stdout: string): Option.Option<UvBinary> =>
  Option.map(Option.fromNullable(/^uv (\d+\.\d+\.\S+)/.exec(stdout)?.[1]), (version) => ({
    path,
    version,
  }))

/** The first version that knows `--relocatable` is 0.3; before 0.5 much else is different. */
const isNewEnough = ({ version }: UvBinary): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  return major > 0 || minor >= 5
}

/** Asked once for each file, so said once. */
const passOverOld = (found: Option.Option<UvBinary>): Effect.Effect<Option.Option<UvBinary>> => {
  if (Option.isNone(found) || isNewEnough(found.value)) return Effect.succeed(found)
  const { path, version } = found.value
  return Effect.logWarning(
    `${path} is uv ${version}, which is too old: it is passed over; 0.5 or newer is needed`,
  ).pipe(Effect.as(Option.none()))
}

const doesNotRun = (path: string) =>
  new EnvironmentFailed({
    stage: "installing uv (needed once)",
    reason: "uv_missing",
    detail: `${path} was installed, but does not run on this machine.`,
  })
