import * as NFS from "node:fs"
import { dirname } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Layer, Option } from "effect"
import { attempt, LocalFile, notAFile } from "./LocalFile.ts"
import { infoOf } from "./LocalFileInfo.ts"
import { toErrno } from "./Spawn.ts"

/** Reading this much at once holds the event loop for less than a hop to the thread pool costs. */
const smallBytes = 128 * 1024

/**
 * A FileSystem for a state directory on a local disk: whatever only touches a directory entry or a
 * small file runs at once, on the event loop; what may take long (fsync, large files, whole trees) is
 * the platform's own, on the thread pool. A hop to the pool and back costs 0.1 ms and more, ten times
 * the operation: a run makes about two hundred of them (docs/decisions.md, measured).
 */
export const LocalFileSystem = {
  /** Over the platform's FileSystem, which it takes from its context. */
  layer: Layer.effect(
    FileSystem.FileSystem,
    Effect.map(FileSystem.FileSystem, (platform) =>
      FileSystem.make({ ...platform, ...quick, ...sized(platform) }),
    ),
  ),
}

const quick = {
  access: (path: string, options?: FileSystem.AccessFileOptions) =>
    attempt("access", path, () => NFS.accessSync(path, modeOf(options))),
  link: (from: string, to: string) => attempt("link", from, () => NFS.linkSync(from, to)),
  makeDirectory: (path: string, options?: FileSystem.MakeDirectoryOptions) =>
    attempt("makeDirectory", path, () => {
      if (options?.recursive === true) makeFolders(path, options.mode)
      else NFS.mkdirSync(path, { mode: options?.mode })
    }),
  open: (path: string, options?: FileSystem.OpenFileOptions) =>
    Effect.acquireRelease(
      attempt("open", path, () => {
        const flag = options?.flag ?? "r"
        return new LocalFile(
          NFS.openSync(path, flag === "r" ? readOnly : flag, options?.mode),
          flag.startsWith("a"),
        )
      }),
      (file) => Effect.sync(() => file.close()),
    ),
  readDirectory: (path: string, options?: FileSystem.ReadDirectoryOptions) =>
    attempt("readDirectory", path, () =>
      NFS.readdirSync(path, { recursive: options?.recursive ?? false, encoding: "utf8" }),
    ),
  readLink: (path: string) => attempt("readLink", path, () => NFS.readlinkSync(path)),
  realPath: (path: string) => attempt("realPath", path, () => NFS.realpathSync.native(path)),
  rename: (from: string, to: string) => attempt("rename", from, () => NFS.renameSync(from, to)),
  stat: (path: string) => attempt("stat", path, () => infoOf(NFS.statSync(path))),
  symlink: (from: string, to: string) => attempt("symlink", from, () => NFS.symlinkSync(from, to)),
  utimes: (path: string, accessed: Date | number, modified: Date | number) =>
    attempt("utimes", path, () => NFS.utimesSync(path, accessed, modified)),
} as const

/** Small things at once, large ones by the platform. */
const sized = (platform: FileSystem.FileSystem) => ({
  readFile: (path: string) =>
    Effect.flatMap(
      attempt("readFile", path, () => readSmall(path)),
      Option.match({
        onNone: () => platform.readFile(path),
        onSome: (content) => Effect.succeed(content),
      }),
    ),
  writeFile: (path: string, data: Uint8Array, options?: FileSystem.WriteFileOptions) =>
    data.length > smallBytes
      ? platform.writeFile(path, data, options)
      : attempt("writeFile", path, () => NFS.writeFileSync(path, data, options)),
  remove: (path: string, options?: FileSystem.RemoveOptions) =>
    options?.recursive === true
      ? platform.remove(path, options)
      : attempt("remove", path, () => remove(path, options?.force ?? false)),
})

/** To open or read a pipe that nobody writes to would hold the event loop; a file does not know the flag. */
const readOnly = NFS.constants.O_RDONLY | NFS.constants.O_NONBLOCK

/** None where there is too much of it. What is neither a file nor a folder may have no end, or no begin. */
const readSmall = (path: string): Option.Option<Uint8Array> => {
  const descriptor = NFS.openSync(path, readOnly)
  try {
    const info = NFS.fstatSync(descriptor)
    if (!info.isFile() && !info.isDirectory()) throw notAFile("readFile", path)
    return info.size > smallBytes ? Option.none() : Option.some(NFS.readFileSync(descriptor))
  } finally {
    NFS.closeSync(descriptor)
  }
}

/** Node's own recursion never ends where a folder is there but takes no entries, as in /proc. */
const makeFolders = (path: string, mode: number | undefined): void => {
  try {
    NFS.mkdirSync(path, { mode })
  } catch (error) {
    if (NFS.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return
    const parent = dirname(path)
    if (toErrno(error).code !== "ENOENT" || NFS.existsSync(parent)) throw error
    makeFolders(parent, mode)
    makeFolders(path, mode)
  }
}

const remove = (path: string, force: boolean): void => {
  const info = NFS.lstatSync(path, { throwIfNoEntry: !force })
  if (info === undefined) return
  if (info.isDirectory()) NFS.rmdirSync(path)
  else NFS.unlinkSync(path)
}

const modeOf = (options: FileSystem.AccessFileOptions | undefined): number =>
  (options?.readable === true ? NFS.constants.R_OK : NFS.constants.F_OK) |
  (options?.writable === true ? NFS.constants.W_OK : NFS.constants.F_OK)
