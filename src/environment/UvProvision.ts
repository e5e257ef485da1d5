import { dirname, join } from "node:path"
import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { randomBits } from "../domain/Ulid.ts"
import { discard } from "../processes/Discard.ts"
import { ServerIdentity } from "../processes/ServerIdentity.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { isSilence } from "./IndexReach.ts"
import type { Interpreter } from "./Interpreter.ts"
import { lacksPip, pipOptions, pipSettings } from "./Pip.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { uvVariables } from "./UvVariables.ts"

/** The uv that our tests have seen. */
const pinnedVersion = "0.13.9"

/** Where our own uv is, once it is installed. */
export const provisionedUv = ({ home }: Settings["Type"]): string =>
  join(home, "uv", pinnedVersion, "uv")

/** Installs uv from PyPI, for machines that have none. */
export class UvProvision extends Context.Tag("python-mcp/UvProvision")<
  UvProvision,
  {
    /** Makes `<home>/uv/<version>/uv`, with pip's download, or with a virtual environment's pip. */
    readonly install: (
      preparation: Preparation,
      python: Interpreter,
    ) => Effect.Effect<
      { readonly path: string; readonly version: string },
      EnvironmentFailed | StoreUnavailable
    >
  }
>() {
  static readonly layer: Layer.Layer<
    UvProvision,
    never,
    FileSystem.FileSystem | Host | PreparationSteps | ServerIdentity | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const host = yield* Host
      const { signature } = yield* ServerIdentity
      const settings = yield* Settings
      const steps = yield* PreparationSteps
      const path = provisionedUv(settings)
      const parent = dirname(dirname(path))
      const stage = `installing ${requirement} (needed once)`

      const step = (preparation: Preparation, name: string, ...argv: Argv) =>
        steps.run(preparation, { name, stage, argv, env: uvVariables(host, settings) })

      /** pip compares what it gets with the hash that the index gives. */
      const ask = Effect.fnUntraced(function* (
        preparation: Preparation,
        python: Interpreter,
        name: string,
        ...argv: Argv
      ) {
        const { env, words } = yield* pipSettings(fs, host, settings)
        yield* steps.run(preparation, { name, stage, argv, env, index: { python, words } })
      })

      const download = Effect.fnUntraced(function* (
        preparation: Preparation,
        python: Interpreter,
        folder: string,
      ) {
        const from = ["-m", "pip", "download", ...pipOptions, "--no-deps", "--only-binary", ":all:"]
        const argv = [python.path, ...from, "-d", folder, requirement] as const
        yield* ask(preparation, python, "uv-download", ...argv)
        yield* step(preparation, "uv-unpack", python.path, "-I", "-S", "-c", unpack, folder)
      })

      const installInVenv = Effect.fnUntraced(function* (
        preparation: Preparation,
        python: Interpreter,
        folder: string,
      ) {
        const venv = join(folder, "venv")
        const pip = ["-m", "pip", "install", ...pipOptions, "--no-deps", requirement]
        yield* step(preparation, "uv-venv", python.path, "-m", "venv", venv)
        yield* ask(preparation, python, "uv-install", join(venv, "bin/python"), ...pip)
        yield* fs.rename(join(venv, "bin/uv"), join(folder, "uv"))
        yield* fs.remove(venv, { recursive: true })
      })

      const install = Effect.fn("UvProvision.install")(
        function* (preparation: Preparation, python: Interpreter) {
          if (!settings.uvInstall) return yield* notAllowed(stage)
          const temporary = join(parent, `.tmp-${signature}-${yield* randomBits}`)
          yield* fs.makeDirectory(temporary, { recursive: true })
          yield* Effect.addFinalizer(() => discard(fs, temporary))
          yield* download(preparation, python, temporary).pipe(
            Effect.catchIf(lacksPip, () => installInVenv(preparation, python, temporary)),
          )
          yield* publish(fs, temporary, dirname(path))
          return { path, version: pinnedVersion }
        },
        Effect.scoped,
        Effect.mapError((error) => explain(parent, error)),
      )

      return { install }
    }),
  )
}

type Argv = readonly [string, ...ReadonlyArray<string>]

const requirement = `uv==${pinnedVersion}`

const notAllowed = (stage: string) =>
  new EnvironmentFailed({
    stage,
    reason: "uv_missing",
    detail: "PYTHON_MCP_UV_INSTALL is off.",
  })

/** Takes the program out of the wheel; a wheel's files have no permissions of their own. */
const unpack = `
import glob, os, shutil, sys, zipfile
folder = sys.argv[1]
wheel, = glob.glob(os.path.join(glob.escape(folder), "*.whl"))
with zipfile.ZipFile(wheel) as archive:
    name, = [n for n in archive.namelist() if n.endswith(".data/scripts/uv")]
    with archive.open(name) as source, open(os.path.join(folder, "uv"), "wb") as target:
        shutil.copyfileobj(source, target)
os.chmod(os.path.join(folder, "uv"), 0o755)
os.remove(wheel)
`

const explain = (
  parent: string,
  error: EnvironmentFailed | StoreUnavailable | PlatformError,
): EnvironmentFailed | StoreUnavailable => {
  if (error._tag === "StoreUnavailable") return error
  if (error._tag !== "EnvironmentFailed") return storeUnavailable(parent)(error)
  const isPlain = plain.has(error.reason) || isSilence(error)
  return isPlain ? error : new EnvironmentFailed({ ...error, reason: "uv_missing" })
}

/** What has nothing to do with uv; and a file that is not the promised one is no reason to take another. */
const plain: ReadonlySet<string> = new Set(["time_limit", "stopped", "disk_full", "hash_mismatch"])

/** Another server may have been faster: then its uv is as good as ours. */
const publish = (fs: FileSystem.FileSystem, from: string, to: string) =>
  Effect.catchAll(fs.rename(from, to), (error) =>
    Effect.flatMap(fs.exists(join(to, "uv")), (isThere) =>
      isThere ? Effect.void : Effect.fail(error),
    ),
  )
