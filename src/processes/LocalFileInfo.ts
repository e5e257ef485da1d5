import type * as NFS from "node:fs"
import * as FileSystem from "@effect/platform/FileSystem"
import { Option } from "effect"

/** What the platform tells about a file. */
export const infoOf = (stat: NFS.Stats): FileSystem.File.Info => ({
  type: typeOf(stat),
  mtime: Option.some(stat.mtime),
  atime: Option.some(stat.atime),
  birthtime: Option.some(stat.birthtime),
  dev: stat.dev,
  ino: Option.some(stat.ino),
  mode: stat.mode,
  nlink: Option.some(stat.nlink),
  uid: Option.some(stat.uid),
  gid: Option.some(stat.gid),
  rdev: Option.some(stat.rdev),
  size: FileSystem.Size(stat.size),
  blksize: Option.some(FileSystem.Size(stat.blksize)),
  blocks: Option.some(stat.blocks),
})

const typeOf = (stat: NFS.Stats): FileSystem.File.Type => {
  if (stat.isFile()) return "File"
  if (stat.isDirectory()) return "Directory"
  if (stat.isSymbolicLink()) return "SymbolicLink"
  if (stat.isFIFO()) return "FIFO"
  if (stat.isSocket()) return "Socket"
  if (stat.isCharacterDevice()) return "CharacterDevice"
  return stat.isBlockDevice() ? "BlockDevice" : "Unknown"
}
