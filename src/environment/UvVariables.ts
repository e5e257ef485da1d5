import { join } from "node:path"
import type { Host } from "../domain/Host.ts"
import type { Settings } from "../domain/Settings.ts"
import { withoutPythonVariables } from "./Interpreter.ts"

/** The environment that uv and pip run in: the server's, quiet, and with a cache of our own. */
export const uvVariables = (
  { environment }: Host["Type"],
  { home }: Settings["Type"],
): Readonly<Record<string, string>> => ({
  // Scripts can write through hard links into this cache, so the user's own is left alone.
  UV_CACHE_DIR: join(home, "cache/uv"),
  UV_HTTP_RETRIES: "1",
  UV_PYTHON_INSTALL_DIR: join(home, "python"),
  ...withoutPythonVariables(environment),
  NO_COLOR: "1",
  UV_NO_PROGRESS: "1",
  UV_PYTHON_DOWNLOADS: "never",
})

/** The variables among the server's that change what uv installs. */
export const resolutionVariables = (
  environment: Readonly<Record<string, string>>,
): ReadonlyArray<readonly [name: string, value: string]> =>
  Object.entries(environment)
    .filter(([name]) => decisive.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))

const decisive =
  /^UV_(?:INDEX|DEFAULT_INDEX|EXTRA_INDEX|FIND_LINKS|NO_INDEX|EXCLUDE_NEWER|RESOLUTION|PRERELEASE|FORK_STRATEGY|NO_BINARY|ONLY_BINARY|NO_BUILD|BUILD_CONSTRAINT|CONSTRAINT|OVERRIDE|EXCLUDE|NO_SOURCES|TORCH_BACKEND|CONFIG_FILE|NO_CONFIG|NO_DEPS)/
