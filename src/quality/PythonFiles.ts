import { extname } from "node:path"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { ArgumentsInvalid } from "../domain/Run.ts"
import { maxFileBytes } from "./SourceFiles.ts"

/** Refuses files that are no Python by their name: a formatter takes whatever it is handed for Python. */
export const refuseOthers = Effect.fnUntraced(function* (
  fs: FileSystem,
  paths: ReadonlyArray<string>,
) {
  const others = yield* Effect.filter(paths, (path) => isOther(fs, path))
  if (others.length === 0) return
  return yield* new ArgumentsInvalid({
    reason: `no Python by their names: ${others.slice(0, maxNamed).join(", ")}`,
    wayOut: "Name .py, .pyi or .ipynb files, or folders; nothing was changed",
  })
})

const maxNamed = 10

const pythonNames: ReadonlySet<string> = new Set([".ipynb", ".py", ".pyi", ".pyw"])

/** What cannot be looked at, or is too large, is let through: whoever reads it tells why. */
const isOther = (fs: FileSystem, path: string) =>
  Effect.gen(function* () {
    const { type, size } = yield* fs.stat(path)
    const extension = extname(path).toLowerCase()
    if (type === "Directory" || size > maxFileBytes || pythonNames.has(extension)) return false
    if (extension !== "" || type !== "File") return true
    return !shebang.test(new TextDecoder("latin1").decode(yield* fs.readFile(path)))
  }).pipe(Effect.orElseSucceed(() => false))

/** "#!/usr/bin/env python3", "#!/usr/bin/env -S uv run --script" */
const shebang = /^#!.*(?:python|pypy|\buv\b)/
