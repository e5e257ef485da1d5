import * as NFS from "node:fs"
import { type PlatformError, SystemError, type SystemErrorReason } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import { infoOf } from "./LocalFileInfo.ts"

/** Runs a system call at once; what it throws becomes the platform's error. */
export const attempt = <A>(
  method: string,
  pathOrDescriptor: string | number,
  run: () => A,
): Effect.Effect<A, PlatformError> =>
  Effect.try({ try: run, catch: (error) => toPlatformError(method, pathOrDescriptor, error) })

/** An open file whose calls, fsync apart, run at once. Only one fiber uses it at a time. */
export class LocalFile implements FileSystem.File {
  readonly [FileSystem.FileTypeId]: FileSystem.FileTypeId = FileSystem.FileTypeId
  readonly fd: FileSystem.File.Descriptor
  private readonly appends: boolean
  private position = 0

  constructor(descriptor: number, appends: boolean) {
    this.fd = FileSystem.FileDescriptor(descriptor)
    this.appends = appends
  }

  /** For whoever opened it. */
  close(): void {
    NFS.closeSync(this.fd)
  }

  get stat() {
    return attempt("stat", this.fd, () => infoOf(NFS.fstatSync(this.fd)))
  }

  /** The one call that waits for the disk. */
  get sync(): Effect.Effect<void, PlatformError> {
    return Effect.async((resume) => {
      NFS.fsync(this.fd, (error) => {
        resume(error === null ? Effect.void : Effect.fail(toPlatformError("sync", this.fd, error)))
      })
    })
  }

  seek(offset: FileSystem.SizeInput, from: FileSystem.SeekMode) {
    return Effect.sync(() => {
      this.position = Number(offset) + (from === "current" ? this.position : 0)
    })
  }

  read(buffer: Uint8Array) {
    return attempt("read", this.fd, () => {
      const count = NFS.readSync(this.fd, buffer, 0, buffer.length, this.position)
      this.position += count
      return FileSystem.Size(count)
    })
  }

  readAlloc(size: FileSystem.SizeInput) {
    return attempt("readAlloc", this.fd, () => {
      const buffer = Buffer.allocUnsafeSlow(Number(size))
      const count = NFS.readSync(this.fd, buffer, 0, buffer.length, this.position)
      this.position += count
      return count === 0 ? Option.none() : Option.some(buffer.subarray(0, count))
    })
  }

  truncate(length?: FileSystem.SizeInput) {
    return attempt("truncate", this.fd, () => NFS.ftruncateSync(this.fd, Number(length ?? 0)))
  }

  write(buffer: Uint8Array) {
    return attempt("write", this.fd, () => FileSystem.Size(this.writeOnce(buffer)))
  }

  writeAll(buffer: Uint8Array) {
    return attempt("writeAll", this.fd, () => {
      let written = 0
      while (written < buffer.length) written += this.writeOnce(buffer.subarray(written))
    })
  }

  private writeOnce(buffer: Uint8Array): number {
    const position = this.appends ? null : this.position
    const count = NFS.writeSync(this.fd, buffer, 0, buffer.length, position)
    this.position += count
    return count
  }
}

/** What is there is a pipe or a device, where only a file is any good. */
export const notAFile = (method: string, path: string): PlatformError =>
  new SystemError({
    reason: "BadResource",
    module: "FileSystem",
    method,
    pathOrDescriptor: path,
    description: "it is no regular file",
  })

const toPlatformError = (
  method: string,
  pathOrDescriptor: string | number,
  cause: unknown,
): PlatformError => {
  if (cause instanceof SystemError) return cause
  const error = cause instanceof Error ? cause : new Error(String(cause))
  const code = "code" in error ? String(error.code) : ""
  return new SystemError({
    reason: reasons[code] ?? "Unknown",
    module: "FileSystem",
    method,
    pathOrDescriptor,
    description: error.message,
    cause,
  })
}

// The same as the platform's own FileSystem gives.
const reasons: Readonly<Record<string, SystemErrorReason>> = {
  ENOENT: "NotFound",
  EACCES: "PermissionDenied",
  EEXIST: "AlreadyExists",
  EISDIR: "BadResource",
  ENOTDIR: "BadResource",
  EBUSY: "Busy",
  ELOOP: "BadResource",
}
