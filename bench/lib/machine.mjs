import { execFileSync } from "node:child_process"
import { readFileSync, statfsSync, writeFileSync } from "node:fs"
import { cpus, loadavg, release, totalmem, type } from "node:os"

/** Unset for both sides, so that neither has an advantage and nothing of the caller's shows. */
const unset =
  /^(PYTHON_MCP_.*|SMART_ASYNC_TIMEOUT_SECONDS|PYTHON(DONTWRITEBYTECODE|UNBUFFERED|IOENCODING|HOME|PATH)|VIRTUAL_ENV|NODE_V8_COVERAGE)$/

export const cleanEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !unset.test(name)))

/** The interpreter itself: a shim of a version manager would cost more than the server does. */
export const findPython = (given = "python3") => {
  const code = "import sys,platform;print(sys.executable);print(platform.python_version())"
  const [path, version] = execFileSync(given, ["-c", code], { encoding: "utf8" }).split("\n")
  return { path, version }
}

export const loadNow = () => Math.round(loadavg()[0] * 100) / 100

export const machine = (python) => ({
  cpus: cpus().length,
  cpu: cpus()[0]?.model ?? "unknown",
  memory_gb: Math.round(totalmem() / 1e9),
  kernel: `${type()} ${release()}`,
  node: process.version,
  python: python.version,
  load: loadavg().map((load) => Math.round(load * 100) / 100),
  date: new Date().toISOString(),
})

const fileSystems = new Map([
  [0x01021994, "tmpfs"],
  [0xef53, "ext4"],
  [0x58465342, "xfs"],
  [0x9123683e, "btrfs"],
  [0x794c7630, "overlay"],
  [0x6969, "nfs"],
])

export const fileSystemOf = (path) => {
  const { type: number } = statfsSync(path)
  return fileSystems.get(number) ?? `file system 0x${number.toString(16)}`
}

/** Whether a folder exists and has so much room. */
export const hasRoom = (path, bytes) => {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize > bytes
  } catch {
    return false
  }
}

/** The most memory a process has had since `forgetPeak`, in bytes; null where there is no /proc. */
export const peakMemory = (pid) => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8")
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)[1]) * 1024
  } catch {
    return null
  }
}

/** Sets the peak back to what the process has now. */
export const forgetPeak = (pid) => {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5")
  } catch {}
}

/** CPU that a process itself has used, in milliseconds; null where there is no /proc. */
export const cpuOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return null
  }
}
