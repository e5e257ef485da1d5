import { type PlatformError, SystemError, type SystemErrorReason } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { Clock, Effect, Layer, Predicate } from "effect"
import { type Attempt, infoOf, memoryFile, resize } from "./MemoryFile.ts"
import { asDirectory, Errno, existing, type FileNode, MemoryTree, type Node } from "./MemoryTree.ts"

/**
 * A file system in memory, empty at first: paths, links, permissions' bits, times from the Clock,
 * and errors as Node's file system has them. Every call is done at once, so that a test on the
 * TestClock runs the same each time. Temporary files, copies, owners and watching are not there.
 */
export const MemoryFileSystem: { readonly layer: Layer.Layer<FileSystem.FileSystem> } = {
  layer: Layer.sync(FileSystem.FileSystem, () => make(new MemoryTree())),
}

const make = (tree: MemoryTree): FileSystem.FileSystem =>
  FileSystem.make({
    ...FileSystem.makeNoop({}),
    ...names(tree),
    ...contents(tree),
    ...attributes(tree),
  })

const names = (tree: MemoryTree) =>
  ({
    link: (from, to) => attempt("link", from, (now) => tree.link(from, to, now)),
    symlink: (target, path) => attempt("symlink", target, (now) => tree.symlink(target, path, now)),
    rename: (from, to) => attempt("rename", from, (now) => tree.rename(from, to, now)),
    remove: (path, { force = false, recursive = false } = {}) =>
      attempt("remove", path, (now) => tree.remove(path, recursive, now)).pipe(
        Effect.catchIf(
          (error) => force && isMissing(error),
          () => Effect.void,
        ),
      ),
    makeDirectory: (path, { mode = 0o777, recursive = false } = {}) =>
      attempt("makeDirectory", path, (now) => {
        if (recursive) return makeDirectories(tree, path, mode & ~umask, now)
        tree.makeDirectory(tree.place(path, false), mode & ~umask, now)
      }),
    readDirectory: (path, { recursive = false } = {}) =>
      attempt("readDirectory", path, () => listing(tree.find(path), recursive)),
    readLink: (path) =>
      attempt("readLink", path, () => {
        const node = existing(tree.place(path, false))
        if (node._tag !== "SymbolicLink") throw new Errno({ code: "EINVAL" })
        return node.target
      }),
    realPath: (path) =>
      attempt("realPath", path, () => {
        const place = tree.place(path, true)
        existing(place)
        return place.path
      }),
  }) satisfies Partial<FileSystem.FileSystem>

const contents = (tree: MemoryTree) => {
  let descriptors = 2
  return {
    open: (path, { flag = "r", mode = 0o666 } = {}) =>
      attempt("open", path, (now) => {
        const node = openNode(tree, path, flag, mode, now)
        const read = flag.startsWith("r") || flag.endsWith("+")
        const write = flag !== "r"
        descriptors += 1
        return memoryFile(node, descriptors, { read, write, append: flag.startsWith("a") }, attempt)
      }),
    readFile: (path) => attempt("readFile", path, () => asFile(tree.find(path)).bytes.slice()),
    writeFile: (path, data, { flag = "w", mode = 0o666 } = {}) =>
      attempt("writeFile", path, (now) => {
        const file = asFile(openNode(tree, path, flag, mode, now))
        const start = flag.startsWith("a") ? file.bytes.length : 0
        resize(file, Math.max(file.bytes.length, start + data.length), now)
        file.bytes.set(data, start)
      }),
    truncate: (path, length = 0) =>
      attempt("truncate", path, (now) => resize(asFile(tree.find(path)), Number(length), now)),
  } satisfies Partial<FileSystem.FileSystem>
}

const attributes = (tree: MemoryTree) =>
  ({
    access: (path) => attempt("access", path, () => void tree.find(path)),
    stat: (path) => attempt("stat", path, () => infoOf(tree.find(path))),
    chmod: (path, mode) =>
      attempt("chmod", path, () => {
        tree.find(path).mode = mode & 0o7777
      }),
    utimes: (path, _accessed, modified) =>
      attempt("utime", path, () => {
        tree.find(path).modified = Predicate.isDate(modified) ? modified.getTime() : modified * 1000
      }),
  }) satisfies Partial<FileSystem.FileSystem>

/** The usual one: nobody else may write. */
const umask = 0o022

const openNode = (
  tree: MemoryTree,
  path: string,
  flag: FileSystem.OpenFlag,
  mode: number,
  now: number,
): Node => {
  const isExclusive = flag.includes("x")
  const place = tree.place(path, !isExclusive)
  if (place.node === undefined) {
    if (flag.startsWith("r")) throw new Errno({ code: "ENOENT" })
    return tree.makeFile(place, mode & ~umask, now)
  }
  if (isExclusive) throw new Errno({ code: "EEXIST" })
  if (flag !== "r") asFile(place.node)
  if (flag.startsWith("w")) resize(asFile(place.node), 0, now)
  return place.node
}

const asFile = (node: Node): FileNode => {
  if (node._tag !== "File") throw new Errno({ code: "EISDIR" })
  return node
}

const makeDirectories = (tree: MemoryTree, path: string, mode: number, now: number): void => {
  const parts = path.split("/")
  for (const end of parts.keys()) {
    const place = tree.place(parts.slice(0, end + 1).join("/"), true)
    if (place.node === undefined) tree.makeDirectory(place, mode, now)
    else if (place.node._tag !== "Directory" && end === parts.length - 1)
      throw new Errno({ code: "EEXIST" })
  }
}

const listing = (node: Node, recursive: boolean): Array<string> =>
  [...asDirectory(node).entries].flatMap(([name, child]) =>
    recursive && child._tag === "Directory"
      ? [name, ...listing(child, true).map((inner) => `${name}/${inner}`)]
      : [name],
  )

const isMissing = (error: PlatformError): boolean =>
  error._tag === "SystemError" && error.reason === "NotFound"

const attempt: Attempt = (method, path, step) =>
  Clock.clockWith((clock) =>
    Effect.suspend(() => {
      try {
        return Effect.succeed(step(clock.unsafeCurrentTimeMillis()))
      } catch (cause) {
        return cause instanceof Errno
          ? Effect.fail(systemError(method, path, cause.code))
          : Effect.die(cause)
      }
    }),
  )

const systemError = (method: string, path: string | number, code: string): SystemError =>
  new SystemError({
    module: "FileSystem",
    method,
    reason: reasons.get(code) ?? "Unknown",
    pathOrDescriptor: path,
    description: `${code}, ${method} '${path}'`,
    cause: { code },
  })

/** As Node's file system sums up the system's codes. */
const reasons: ReadonlyMap<string, SystemErrorReason> = new Map([
  ["EEXIST", "AlreadyExists"],
  ["EISDIR", "BadResource"],
  ["ELOOP", "BadResource"],
  ["ENOENT", "NotFound"],
  ["ENOTDIR", "BadResource"],
])
