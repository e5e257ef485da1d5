import { join } from "node:path"
import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import type { Host } from "../domain/Host.ts"
import type { Probe } from "../processes/Probe.ts"
import { type InterpreterOrigin, withoutPythonVariables } from "./Interpreter.ts"

/** The interpreters that `py -0p` lists: Windows' own register of them. */
export const parseLauncher = (answer: string): ReadonlyArray<string> =>
  answer.split(/\r?\n/).flatMap((line) => {
    const [, path] = LISTED.exec(line) ?? []
    return path === undefined ? [] : [path]
  })

/** Where Windows keeps its Pythons: what its launcher knows, then the usual folders. */
export const windowsPlaces = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  probe: Probe["Type"],
  host: Host["Type"],
) {
  const listed = yield* askLauncher(fs, probe, host)
  const homes = yield* Effect.forEach(usualHomes(host), ([folder, source]) =>
    Effect.map(namesOrNone(fs, folder), (names) =>
      names
        .sort()
        .reverse()
        .map((name) => ({ path: join(folder, name, "python.exe"), source })),
    ),
  )
  return [...listed.map((path) => ({ path, source: "system" as const })), ...homes.flat()]
})

// " -V:3.13 *        C:\...\python.exe", and before Python 3.11 " -3.9-64        C:\...\python.exe *".
const LISTED = /^ *-\S+ +(?:\* +)?(\S.*?python[0-9.]*t?\.exe)(?: +\*)? *$/i

const askLauncher = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  probe: Probe["Type"],
  { environment, workingDirectory }: Host["Type"],
) {
  const { SystemRoot, LOCALAPPDATA } = environment
  const places = [
    ...inFolder(LOCALAPPDATA, "Programs/Python/Launcher/py.exe"),
    ...inFolder(SystemRoot, "py.exe"),
    ...inFolder(LOCALAPPDATA, "Microsoft/WindowsApps/py.exe"),
  ]
  const launcher = yield* Effect.findFirst(places, (path) =>
    Effect.orElseSucceed(fs.exists(path), () => false),
  )
  if (Option.isNone(launcher)) return []
  return yield* probe
    .ask({
      argv: [launcher.value, "-0p"],
      env: withoutPythonVariables(environment),
      cwd: workingDirectory,
      timeLimit: "5 seconds",
    })
    .pipe(
      Effect.map(({ stdout }) => parseLauncher(stdout)),
      Effect.catchTag("ProbeFailed", ({ message }) => Effect.as(Effect.logDebug(message), [])),
    )
})

const usualHomes = ({
  environment: { LOCALAPPDATA, APPDATA, ProgramFiles, UV_PYTHON_INSTALL_DIR },
  homeDirectory,
}: Host["Type"]): ReadonlyArray<readonly [folder: string, source: InterpreterOrigin]> => [
  ...inFolder(LOCALAPPDATA, "Programs/Python").map((path) => [path, "system"] as const),
  ...inFolder(ProgramFiles, "").map((path) => [path, "system"] as const),
  ...inFolder(UV_PYTHON_INSTALL_DIR, "").map((path) => [path, "uv"] as const),
  ...inFolder(APPDATA, "uv/python").map((path) => [path, "uv"] as const),
  ...inFolder(APPDATA, "uv/data/python").map((path) => [path, "uv"] as const),
  [join(homeDirectory, ".pyenv/pyenv-win/versions"), "pyenv"],
]

const inFolder = (folder: string | undefined, name: string): ReadonlyArray<string> =>
  folder === undefined || folder === "" ? [] : [join(folder, name)]
