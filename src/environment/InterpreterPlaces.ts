import { join, resolve } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { fromHome } from "../domain/HomePath.ts"
import { Host } from "../domain/Host.ts"
import { Settings } from "../domain/Settings.ts"
import { Probe } from "../processes/Probe.ts"
import type { InterpreterOrigin } from "./Interpreter.ts"
import { windowsPlaces } from "./WindowsPlaces.ts"

/** A path where an interpreter may be; whether there is one, only asking tells. */
export interface InterpreterPlace {
  readonly path: string
  readonly source: InterpreterOrigin
}

/**
 * Where this machine keeps its Pythons. Folders are listed anew at each call; nothing is started but, on
 * Windows, its launcher.
 */
export class InterpreterPlaces extends Context.Tag("python-mcp/InterpreterPlaces")<
  InterpreterPlaces,
  {
    /** What PYTHON_MCP_PYTHON names: a path, or a command that is looked for on PATH. */
    readonly setting: ReadonlyArray<InterpreterPlace>
    /** The virtual environment or conda environment that the server was started in. */
    readonly active: Option.Option<InterpreterPlace>
    /** Every `python3` on PATH, in its order. */
    readonly onPath: Effect.Effect<ReadonlyArray<InterpreterPlace>>
    /** All of the above, and all other places, those that the user is closest to first. */
    readonly all: Effect.Effect<ReadonlyArray<InterpreterPlace>>
  }
>() {
  static readonly layer: Layer.Layer<
    InterpreterPlaces,
    never,
    FileSystem.FileSystem | Host | Probe | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const host = yield* Host
      const probe = yield* Probe
      const settings = yield* Settings
      const folders = pathFolders(host)
      const setting = Option.match(settings.python, {
        onNone: () => [],
        onSome: (given) => settingPlaces(given, host),
      })
      const active = activePlace(host)

      const onPath = Effect.succeed(folders.map((folder) => place(folder, "python3", "path")))

      const onWindows =
        host.platform === "win32" ? windowsPlaces(fs, probe, host) : Effect.succeed([])

      const all = Effect.map(
        Effect.all([listAll(fs, host, settings), onWindows]),
        ([listed, ofWindows]) => [...setting, ...Option.toArray(active), ...listed, ...ofWindows],
      )

      return { setting, active, onPath, all }
    }),
  )
}

/** The interpreters in one folder, `python3` before the rest. */
const within = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  folder: string,
  source: InterpreterOrigin,
) {
  const wanted = folder.endsWith("/shims") ? unversioned : versioned
  const found = (yield* namesOrNone(fs, folder)).filter((name) => wanted.test(name))
  return found
    .sort()
    .reverse()
    .sort(python3First)
    .map((name) => place(folder, name, source))
})

/** One interpreter in each of the environments that a folder holds. */
const homes = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  folder: string,
  source: InterpreterOrigin,
) {
  const found = yield* namesOrNone(fs, folder)
  return found.sort().map((name) => place(join(folder, name, "bin"), "python3", source))
})

const listAll = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  host: Host["Type"],
  settings: Settings["Type"],
) {
  const { homesOf, foldersOf, prefixes } = knownPlaces(host, settings)
  const lists = [
    ...pathFolders(host).map((folder) => within(fs, folder, "path")),
    ...homesOf.map(([folder, source]) => homes(fs, folder, source)),
    ...foldersOf.map((folder) => within(fs, folder, "system")),
  ]
  const found = yield* Effect.all(lists, { concurrency: 4 })
  const known = yield* condaEnvironments(fs, host)
  return [
    ...found.flat(),
    ...[...prefixes, ...known].map((prefix) => place(join(prefix, "bin"), "python3", "conda")),
  ]
})

/** conda keeps a list of all its environments, wherever they are. */
const condaEnvironments = (fs: FileSystem.FileSystem, { homeDirectory }: Host["Type"]) =>
  fs.readFileString(join(homeDirectory, ".conda/environments.txt")).pipe(
    Effect.map((text) => text.split(/\r?\n/).filter((line) => line.startsWith("/"))),
    Effect.orElseSucceed((): ReadonlyArray<string> => []),
    Effect.map((prefixes) => prefixes.slice(0, mostEnvironments)),
  )

const mostEnvironments = 100

const versioned = /^python(?:3(?:\.[0-9]+t?)?)?$/

// Behind the others in a folder of shims are the versions that are found in their own homes, and
// each question to a shim costs many times one to an interpreter.
const unversioned = /^python3?$/

const place = (folder: string, name: string, source: InterpreterOrigin): InterpreterPlace => ({
  path: join(folder, name),
  source,
})

const python3First = (a: string, b: string): number =>
  Number(b === "python3") - Number(a === "python3")

const pathFolders = (host: Host["Type"]): ReadonlyArray<string> => {
  const folders = (host.environment.PATH ?? "").split(":").filter((part) => part.startsWith("/"))
  return [...new Set(folders.map((folder) => folder.replace(/(?<=.)\/+$/, "")))]
}

const settingPlaces = (given: string, host: Host["Type"]): ReadonlyArray<InterpreterPlace> => {
  if (!given.includes("/"))
    return pathFolders(host).map((folder) => place(folder, given, "setting"))
  const path = resolve(host.workingDirectory, fromHome(given, host.homeDirectory))
  return [{ path, source: "setting" }]
}

/** conda's base is where conda lives, not what somebody chose to work in. */
const activePlace = ({ environment }: Host["Type"]): Option.Option<InterpreterPlace> => {
  const { VIRTUAL_ENV, CONDA_PREFIX, CONDA_DEFAULT_ENV = "base" } = environment
  const conda = CONDA_DEFAULT_ENV === "base" ? undefined : CONDA_PREFIX
  return Option.fromNullable([VIRTUAL_ENV, conda].find((prefix) => prefix?.startsWith("/"))).pipe(
    Option.map((prefix) => place(join(prefix, "bin"), "python", "active")),
  )
}

const knownPlaces = (host: Host["Type"], settings: Settings["Type"]) => {
  const { environment, homeDirectory: home } = host
  const data = environment.XDG_DATA_HOME || join(home, ".local/share")
  const conda = condaPrefixes(host)
  const homesOf: ReadonlyArray<readonly [string, InterpreterOrigin]> = [
    [join(environment.PYENV_ROOT || join(home, ".pyenv"), "versions"), "pyenv"],
    [join(environment.ASDF_DATA_DIR || join(home, ".asdf"), "installs/python"), "asdf"],
    [join(environment.MISE_DATA_DIR || join(data, "mise"), "installs/python"), "mise"],
    [environment.UV_PYTHON_INSTALL_DIR || join(data, "uv/python"), "uv"],
    [join(settings.home, "python"), "uv"],
    [join(data, "uv/python"), "uv"],
    ...conda.map((prefix) => [join(prefix, "envs"), "conda"] as const),
    ["/Library/Frameworks/Python.framework/Versions", "system"],
  ]
  const foldersOf = [
    join(home, ".local/bin"),
    "/opt/homebrew/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    join(home, ".linuxbrew/bin"),
    "/usr/local/bin",
    "/usr/bin",
  ]
  return { homesOf, foldersOf, prefixes: conda }
}

const condaPrefixes = ({ environment, homeDirectory }: Host["Type"]): ReadonlyArray<string> => {
  const names = ["miniconda3", "anaconda3", "miniforge3", "mambaforge", "micromamba"]
  const given = [environment.CONDA_PREFIX, environment.MAMBA_ROOT_PREFIX].flatMap((prefix) =>
    prefix?.startsWith("/") ? [prefix] : [],
  )
  const usual = [homeDirectory, "/opt"].flatMap((folder) => names.map((name) => join(folder, name)))
  return [...new Set([...given, ...usual, "/opt/conda"])]
}
