import type { PlatformError, SystemErrorReason } from "@effect/platform/Error"
import { Predicate } from "effect"
import { newerLayoutCode, StoreUnavailable, unknownLayoutCode } from "./Job.ts"

/** The system's own name for what went wrong ("ENOSPC"), which the platform's reasons only sum up. */
export const codeOf = (error: PlatformError): string => {
  const cause = error.cause
  if (Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code)) return cause.code
  return error._tag === "SystemError" ? (codes[error.reason] ?? "") : ""
}

/** Whether it is only that there is no such file or folder. */
export const isAbsent = (error: PlatformError): boolean =>
  ["ENOENT", "ENOTDIR"].includes(codeOf(error))

/** Says for people why the file at `path`, or its folder, could not be used. */
export const storeUnavailable =
  (path: string) =>
  (error: PlatformError): StoreUnavailable => {
    const code = codeOf(error)
    const reason = reasons.get(code) ?? error.message
    return new StoreUnavailable({ path, reason, ...(code === "" ? {} : { code }) })
  }

// For file systems that give no cause.
const codes: { readonly [Reason in SystemErrorReason]?: string } = {
  AlreadyExists: "EEXIST",
  NotFound: "ENOENT",
  PermissionDenied: "EACCES",
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EDQUOT", "the disk quota is used up"],
  ["EIO", "the device reports an input/output error"],
  ["EISDIR", "it is a directory"],
  ["EMFILE", "too many files are open"],
  ["ENAMETOOLONG", "the name is too long"],
  ["ENFILE", "too many files are open"],
  ["ENOENT", "the directory does not exist"],
  ["ENOSPC", "no space left on the device"],
  ["ENOTDIR", "a part of the path is not a directory"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ESTALE", "the network file system has lost it"],
  [unknownLayoutCode, "its format.json tells no version, so this one only reads there"],
  [newerLayoutCode, "a newer version has made it, so this one only reads there"],
])
