import { join } from "node:path"
import type { Host } from "../domain/Host.ts"
import type { Settings } from "../domain/Settings.ts"
import { withoutPythonVariables } from "./Interpreter.ts"

/** The environment that uv and pip run in: the server's, quiet, and with a cache of our own. */
export const uvVariables = (
  host: Host["Type"],
  settings: Settings["Type"],
): Readonly<Record<string, string>> => ({
  UV_HTTP_RETRIES: "1",
  UV_PYTHON_INSTALL_DIR: join(settings.home, "python"),
  ...withoutPythonVariables(host.environment),
  ...(settings.uvCache === "own" ? { UV_CACHE_DIR: uvCacheFolder(host, settings) } : {}),
  NO_COLOR: "1",
  UV_NO_PROGRESS: "1",
  UV_PYTHON_DOWNLOADS: "never",
})

/** Where uv keeps what it has downloaded and built. */
export const uvCacheFolder = (
  { environment, homeDirectory }: Host["Type"],
  { home, uvCache }: Settings["Type"],
): string =>
  // Scripts can write through hard links into the cache, so by default the user's own is left alone.
  uvCache === "own"
    ? join(home, "cache/uv")
    : environment.UV_CACHE_DIR ||
      join(environment.XDG_CACHE_HOME || join(homeDirectory, ".cache"), "uv")

/** The same for work in a project: what would make uv do something else there than was asked for is left out. */
export const projectVariables = (
  host: Host["Type"],
  settings: Settings["Type"],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(uvVariables(host, settings)).filter(([name]) => !projectChanging.test(name)),
  )

const projectChanging =
  /^UV_(?:PROJECT|PROJECT_ENVIRONMENT|WORKING_DIR|WORKING_DIRECTORY|FROZEN|LOCKED|ISOLATED|NO_SYNC|NO_PROJECT|PYTHON|SYSTEM_PYTHON)$/

/** The variables among the server's that change what uv installs. */
export const resolutionVariables = (
  environment: Readonly<Record<string, string>>,
): ReadonlyArray<readonly [name: string, value: string]> =>
  Object.entries(environment)
    .filter(([name]) => decisive.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))

const decisive =
  /^UV_(?:INDEX|DEFAULT_INDEX|EXTRA_INDEX|FIND_LINKS|NO_INDEX|EXCLUDE_NEWER|RESOLUTION|PRERELEASE|FORK_STRATEGY|NO_BINARY|ONLY_BINARY|NO_BUILD|BUILD_CONSTRAINT|CONSTRAINT|OVERRIDE|EXCLUDE|NO_SOURCES|TORCH_BACKEND|CONFIG_FILE|NO_CONFIG|NO_DEPS)/
