import { join } from "node:path"
import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect } from "effect"
import type { Host } from "../domain/Host.ts"
import type { Settings } from "../domain/Settings.ts"
import { pipVariables, readIndexes } from "./Indexes.ts"
import { uvVariables } from "./UvVariables.ts"

/** What every pip of ours is told: to be quiet, to ask nobody, and not to go on for minutes. */
export const pipOptions = [
  ...["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "-q"],
  ...["--retries", "1"],
]

/** What pip runs with, and where else than uv's settings its indexes may be named. */
export const pipSettings = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  host: Host["Type"],
  settings: Settings["Type"],
) {
  const { environment, homeDirectory } = host
  const files = [
    environment.PIP_CONFIG_FILE ?? "/etc/pip.conf",
    join(environment.XDG_CONFIG_HOME || join(homeDirectory, ".config"), "pip/pip.conf"),
    join(homeDirectory, ".pip/pip.conf"),
  ]
  const texts = yield* Effect.forEach(files, (path) =>
    Effect.orElseSucceed(fs.readFileString(path), () => ""),
  )
  const { PIP_INDEX_URL = "", PIP_EXTRA_INDEX_URL = "" } = environment
  return {
    env: {
      ...uvVariables(host, settings),
      ...pipVariables(yield* readIndexes(fs, host)),
      PIP_ROOT_USER_ACTION: "ignore",
    },
    words: [PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, ...texts],
  }
})

/** Debian's interpreters have none, and a virtual environment need not have one. */
export const lacksPip = (error: { readonly _tag: string; readonly message: string }): boolean =>
  error._tag === "EnvironmentFailed" && error.message.includes("No module named pip")
