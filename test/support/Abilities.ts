import { execFileSync, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe } from "vitest"
import { binary } from "./Binary.ts"
import { withImage, withTmpfs } from "./Mounts.ts"

/** Looks for what a fault needs; gives the reason where the machine, or the build, has it not. */
export type Ability = () => string | undefined

const lacking = (reason: string, attempt: () => unknown): Ability =>
  once(() => {
    try {
      return attempt() === false ? reason : undefined
    } catch {
      return reason
    }
  })

const once = (ask: Ability): Ability => {
  const answers: Array<string | undefined> = []
  return () => {
    if (answers.length === 0) answers.push(ask())
    return answers[0]
  }
}

const isRoot = () => process.getuid?.() === 0

const works = (command: string, ...args: ReadonlyArray<string>): boolean =>
  spawnSync(command, args, { stdio: "ignore" }).status === 0

export const linux: Ability = lacking("this is not Linux", () => existsSync("/proc/self/stat"))

export const root: Ability = lacking("the tests do not run as root", isRoot)

export const tmpfs: Ability = lacking("no tmpfs can be mounted here", () =>
  withTmpfs("1m", () => true),
)

export const loopImage: Ability = lacking(
  "no ext4 image can be mounted here (mkfs.ext4, loop)",
  () => withImage(16, () => true),
)

/** An image that can be frozen: who writes to it then is in the kernel's hands. */
export const freezing: Ability = lacking("no file system can be frozen here (loop, fsfreeze)", () =>
  withImage(16, (folder) => {
    execFileSync("fsfreeze", ["-f", folder])
    execFileSync("fsfreeze", ["-u", folder])
  }),
)

export const strace: Ability = lacking("strace cannot trace here", () =>
  works("strace", "-o", "/dev/null", "-e", "inject=rename:error=EIO:when=1", "true"),
)

export const libfaketime = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/faketime/libfaketimeMT.so.1",
].find((path) => existsSync(path))

export const faketime: Ability = lacking(
  "libfaketime is not installed",
  () => libfaketime !== undefined,
)

export const pidNamespace: Ability = lacking(
  "no pid namespace with a counter of its own can be made here (unshare, nsenter, ns_last_pid)",
  () =>
    works(
      "unshare",
      "--pid",
      "--fork",
      "--mount-proc",
      "sh",
      "-c",
      "echo 100 >/proc/sys/kernel/ns_last_pid",
    ) && works("nsenter", "--version"),
)

export const prlimit: Ability = lacking("prlimit is missing", () => works("prlimit", "--version"))

/** Somebody who owns nothing here, able to run what is under test. */
export const stranger = "54321"

/** As that one. */
export const asStranger = [
  "setpriv",
  `--reuid=${stranger}`,
  `--regid=${stranger}`,
  "--clear-groups",
] as const

/** The Python that everybody may run, where there is one. */
export const commonPython = "/usr/bin/python3"

export const otherUser: Ability = lacking(
  "the build, Node or a common Python cannot be run as another user here",
  () =>
    works(...asStranger, process.execPath, "-e", `fs.accessSync(${JSON.stringify(binary)})`) &&
    works(...asStranger, commonPython, "-c", ""),
)

const memoryRoots = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"]

/** Where a group with a memory limit can be made, and the name of that limit. */
export const memoryGroups = memoryRoots
  .map((folder) => ({
    folder,
    limit: folder.endsWith("memory") ? "memory.limit_in_bytes" : "memory.max",
  }))
  .find(({ folder, limit }) => {
    const probe = join(folder, `probe-${process.pid}`)
    return (
      isRoot() &&
      existsSync(folder) &&
      works(
        "sh",
        "-c",
        'mkdir "$1" && test -e "$1/$2"; found=$?; rmdir "$1"; exit $found',
        "sh",
        probe,
        limit,
      )
    )
  })

export const memoryLimit: Ability = lacking(
  "no cgroup with a memory limit can be made here",
  () => memoryGroups !== undefined,
)

/** Where a helper process holds what is started: it is to be there, or the tests fail. */
export const supervisor: Ability = () => linux()

/** Tests of a fault; without what they need they are skipped under their name, with the reason. */
export const fault = (
  title: string,
  { needs = [], timeout = 60_000 }: { needs?: ReadonlyArray<Ability>; timeout?: number },
  tests: () => void,
): void => {
  const reasons = needs.flatMap((need) => need() ?? [])
  if (reasons.length === 0) {
    describe(title, { timeout }, tests)
    return
  }
  console.warn(`SKIPPED ${title}: ${reasons.join("; ")}`)
  describe.skip(`${title} [skipped: ${reasons.join("; ")}]`, tests)
}
