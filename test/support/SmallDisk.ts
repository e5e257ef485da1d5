import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const mount = (folder: string, mebibytes: number) =>
  spawnSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=700`, "tmpfs", folder])

/** A file system of its own, so small that a test can fill it. */
export class SmallDisk implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "small-disk-"))

  constructor(mebibytes: number) {
    const { status, stderr } = mount(this.path, mebibytes)
    if (status !== 0) throw new Error(`no tmpfs: ${stderr}`)
  }

  /** Why there can be none here; for the name of a test that is skipped. */
  static readonly missing: string | undefined = (() => {
    try {
      using _ = new SmallDisk(1)
      return undefined
    } catch (error) {
      return String(error).trim().split("\n")[0]
    }
  })()

  /** Takes all the space that there is left. */
  fill(): void {
    const block = Buffer.alloc(4096, 1)
    try {
      for (;;) writeFileSync(join(this.path, "filler"), block, { flag: "a" })
    } catch {}
  }

  /** Gives it back. */
  empty(): void {
    rmSync(join(this.path, "filler"), { force: true })
  }

  [Symbol.dispose](): void {
    spawnSync("umount", ["-l", this.path])
    rmSync(this.path, { recursive: true, force: true })
  }
}
