import { execFileSync } from "node:child_process"
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A file system of a test's own, until it is taken down. */
export interface Mounted {
  readonly folder: string
  readonly unmount: () => void
}

/** A file system in memory. */
export const mountTmpfs = (size: string, folder = newFolder()): Mounted =>
  mounted(folder, ["-t", "tmpfs", "-o", `size=${size},mode=755`, "none"])

/** An ext4 in a file; what is written to it reaches the file only as it would reach a disk. */
export const makeImage = (path: string, megabytes: number): void => {
  const file = openSync(path, "w")
  ftruncateSync(file, megabytes * 1024 * 1024)
  closeSync(file)
  execFileSync("mkfs.ext4", ["-q", "-F", "-E", "nodiscard", path])
}

/** Nothing goes to the disk by the mere passing of time. */
export const mountImage = (image: string, folder = newFolder()): Mounted =>
  mounted(folder, ["-t", "ext4", "-o", "loop,commit=900", image])

export const withTmpfs = <A>(size: string, use: (folder: string) => A): A =>
  using(mountTmpfs(size), use)

export const withImage = <A>(megabytes: number, use: (folder: string) => A): A => {
  const image = join(newFolder(), "image")
  try {
    makeImage(image, megabytes)
    return using(mountImage(image), use)
  } finally {
    rmSync(join(image, ".."), { recursive: true })
  }
}

const newFolder = () => mkdtempSync(join(tmpdir(), "mounted-"))

const mounted = (folder: string, args: ReadonlyArray<string>): Mounted => {
  execFileSync("mount", [...args, folder], { stdio: "pipe" })
  return {
    folder,
    unmount: () => {
      // Lazily: whoever still looks at it keeps nobody waiting.
      execFileSync("umount", ["-l", folder], { stdio: "pipe" })
      rmdirSync(folder)
    },
  }
}

const using = <A>({ folder, unmount }: Mounted, use: (folder: string) => A): A => {
  try {
    return use(folder)
  } finally {
    unmount()
  }
}
