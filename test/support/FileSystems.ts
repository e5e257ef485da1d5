import { type PlatformError, SystemError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect, Layer } from "effect"
import { LocalFileSystem } from "../../src/processes/LocalFileSystem.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"

/** The file systems that every suite about files runs on. */
export const fileSystems: ReadonlyArray<
  readonly [name: string, layer: Layer.Layer<FileSystem.FileSystem>]
> = [
  ["on the disk", NodeFileSystem.layer],
  ["on a local disk", LocalFileSystem.layer.pipe(Layer.provide(NodeFileSystem.layer))],
  ["in memory", MemoryFileSystem.layer],
]

/** An empty folder that goes with the test. */
export const temporaryFolder = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const made = fs.makeTempDirectoryScoped({ prefix: "python-mcp-test-" })
  const inMemory = Effect.as(fs.makeDirectory("/state", { recursive: true }), "/state")
  const folder = yield* Effect.catchAllDefect(made, () => inMemory)
  return yield* fs.realPath(folder)
})

/** The same file system, but for opened files: other methods for those whose path and flag apply. */
export const replacingFiles = (
  fs: FileSystem.FileSystem,
  applies: (path: string, flag: FileSystem.OpenFlag | undefined) => boolean,
  methods: Partial<FileSystem.File>,
): FileSystem.FileSystem => ({
  ...fs,
  open: (path, options) => {
    const opened = fs.open(path, options)
    if (!applies(path, options?.flag)) return opened
    const properties = Object.fromEntries(
      Object.entries(methods).map(([name, value]) => [name, { value }]),
    )
    return Effect.map(opened, (file): FileSystem.File => Object.create(file, properties))
  },
})

/** Fails as Node's file system does when a system call gives this code. */
export const failing = (method: string, code: string): Effect.Effect<never, PlatformError> =>
  Effect.fail(new SystemError({ module: "FileSystem", method, reason: "Unknown", cause: { code } }))

/** Tells of each change of these files, and of each wait for the disk, as "sync /path". */
export const recordingFiles = (
  fs: FileSystem.FileSystem,
  tell: (line: string) => void,
): Partial<FileSystem.FileSystem> => {
  const told = <A, E, R>(line: string, step: Effect.Effect<A, E, R>) =>
    Effect.tap(step, () => Effect.sync(() => tell(line)))
  return {
    open: (path, options) =>
      Effect.map(
        fs.open(path, options),
        (file): FileSystem.File =>
          Object.create(file, { sync: { value: told(`sync ${path}`, file.sync) } }),
      ),
    writeFile: (path, data, options) => told(`write ${path}`, fs.writeFile(path, data, options)),
    link: (from, to) => told(`link ${from} ${to}`, fs.link(from, to)),
    rename: (from, to) => told(`rename ${from} ${to}`, fs.rename(from, to)),
    remove: (path, options) => told(`remove ${path}`, fs.remove(path, options)),
  }
}
