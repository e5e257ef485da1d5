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
