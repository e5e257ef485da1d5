import { join } from "node:path"
import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect, type Option } from "effect"

/** A project on disk: where uv works, and where its `.venv` and uv.lock are. */
export interface ProjectPlace {
  /** The folder of the nearest pyproject.toml. */
  readonly folder: string
  /** The same, or that of the workspace that it is a member of. */
  readonly root: string
}

/** Where a project's modules are: in src/, where it has one; none for what is no folder. */
export const importFolder = (
  fs: FileSystem.FileSystem,
  folder: string,
): Effect.Effect<Option.Option<string>> => {
  const isFolder = (path: string) =>
    Effect.orElseSucceed(
      Effect.map(fs.stat(path), ({ type }) => type === "Directory"),
      () => false,
    )
  const candidates = [join(folder, "src"), folder]
  return Effect.findFirst(candidates, isFolder)
}
