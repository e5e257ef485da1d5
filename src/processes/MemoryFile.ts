import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { DateTime, Effect, Option } from "effect"
import { Errno, type FileNode, type Node } from "./MemoryTree.ts"

/** Runs one step of the file system at its time; what the step throws becomes the platform's error. */
export type Attempt = <A>(
  method: string,
  path: string | number,
  step: (now: number) => A,
) => Effect.Effect<A, PlatformError>

/** What an opened file may do. */
interface Access {
  readonly read: boolean
  readonly write: boolean
  readonly append: boolean
}

/** An opened node of the memory file system, with a position of its own. */
export const memoryFile = (
  node: Node,
  descriptor: number,
  access: Access,
  attempt: Attempt,
): FileSystem.File => {
  let position = 0

  const readable = (): FileNode => {
    if (!access.read) throw new Errno({ code: "EBADF" })
    if (node._tag !== "File") throw new Errno({ code: "EISDIR" })
    return node
  }

  const writable = (): FileNode => {
    if (!access.write || node._tag !== "File") throw new Errno({ code: "EBADF" })
    return node
  }

  const read = (buffer: Uint8Array): number => {
    const bytes = readable().bytes.subarray(position, position + buffer.length)
    buffer.set(bytes)
    position += bytes.length
    return bytes.length
  }

  const write = (buffer: Uint8Array, now: number): FileSystem.Size => {
    const file = writable()
    const start = access.append ? file.bytes.length : position
    writeAt(file, start, buffer, now)
    if (!access.append) position += buffer.length
    return FileSystem.Size(buffer.length)
  }

  return {
    [FileSystem.FileTypeId]: FileSystem.FileTypeId,
    fd: FileSystem.FileDescriptor(descriptor),
    stat: attempt("stat", descriptor, () => infoOf(node)),
    sync: attempt("sync", descriptor, () => undefined),
    seek: (offset, from) =>
      Effect.sync(() => {
        position = Number(offset) + (from === "start" ? 0 : position)
      }),
    read: (buffer) => attempt("read", descriptor, () => FileSystem.Size(read(buffer))),
    readAlloc: (size) =>
      attempt("readAlloc", descriptor, () => {
        const buffer = new Uint8Array(Number(size))
        const count = read(buffer)
        return count === 0 ? Option.none() : Option.some(buffer.subarray(0, count))
      }),
    truncate: (length = 0) =>
      attempt("truncate", descriptor, (now) => {
        resize(writable(), Number(length), now)
        if (!access.append) position = Math.min(position, Number(length))
      }),
    write: (buffer) => attempt("write", descriptor, (now) => write(buffer, now)),
    writeAll: (buffer) => attempt("writeAll", descriptor, (now) => void write(buffer, now)),
  }
}

/** What `stat` tells of a node. */
export const infoOf = (node: Node): FileSystem.File.Info => {
  const modified = Option.some(DateTime.toDate(DateTime.unsafeMake(node.modified)))
  return {
    type: node._tag,
    mtime: modified,
    atime: modified,
    birthtime: Option.none(),
    dev: 1,
    ino: Option.some(node.inode),
    mode: typeBits[node._tag] | node.mode,
    nlink: Option.some(node.links),
    uid: Option.none(),
    gid: Option.none(),
    rdev: Option.none(),
    size: FileSystem.Size(sizeOf(node)),
    blksize: Option.none(),
    blocks: Option.none(),
  }
}

/** Cuts a file, or lengthens it with zeros. */
export const resize = (file: FileNode, length: number, now: number): void => {
  const bytes = new Uint8Array(length)
  bytes.set(file.bytes.subarray(0, length))
  file.bytes = bytes
  file.modified = now
}

const sizeOf = (node: Node): number => {
  if (node._tag === "File") return node.bytes.length
  return node._tag === "SymbolicLink" ? node.target.length : 4096
}

const typeBits = { File: 0o100000, Directory: 0o040000, SymbolicLink: 0o120000 } as const

const writeAt = (file: FileNode, start: number, content: Uint8Array, now: number): void => {
  resize(file, Math.max(file.bytes.length, start + content.length), now)
  file.bytes.set(content, start)
}
