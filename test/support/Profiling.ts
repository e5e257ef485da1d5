import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable } from "node:stream"
import { Either, Schema } from "effect"
import { afterAll } from "vitest"
import { type Profiler, ProfileSummary, profileWish } from "../../src/domain/Profile.ts"
import { interpreters, plainEnvironment, python } from "./Python.ts"

const minor = ([, version]: readonly [string, string]) => Number(version.split(".")[1] ?? 0)

/** The interpreter of this machine with the highest version: what profiles see changed with 3.12. */
export const [newest = [python, ""]] = [...interpreters].sort((a, b) => minor(b) - minor(a))

const program = join(import.meta.dirname, "../../profiler")

/** How a process ended, and what it wrote. */
export interface Ran {
  readonly status: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** A script in a folder of its own, with and without a profiler. */
export interface ProfiledScript {
  readonly path: string
  /** Where the profile goes. */
  readonly folder: string
  readonly plain: (...args: ReadonlyArray<string>) => Promise<Ran>
  readonly profiled: (...args: ReadonlyArray<string>) => Promise<Ran>
  /** Goes on while the test looks. */
  readonly started: () => ReturnType<typeof spawn>
  readonly summary: () => ProfileSummary | undefined
}

/** How a script is profiled, where it is not as usual. */
export interface Profiling {
  readonly profiler?: Exclude<Profiler, "sampling">
  readonly python?: string
  /** Another copy of our program. */
  readonly program?: string
  readonly options?: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
}

/** Scripts for the tests of one file, which are gone after them. */
export const profilingScene = () => {
  const base = mkdtempSync(join(tmpdir(), "python-mcp-profiler-"))
  afterAll(() => rmSync(base, { recursive: true, force: true }))
  let scripts = 0

  const made = (code: string, given: Profiling = {}): ProfiledScript => {
    scripts += 1
    const own = join(base, `script-${scripts}`)
    mkdirSync(own)
    const path = join(own, "code.py")
    writeFileSync(path, code)
    return profilable(path, join(own, "profile"), given)
  }

  /** Our program with something in it changed: whoever tests a protection takes it away. */
  const doctored = (file: string, from: string, to: string): string => {
    scripts += 1
    const copy = join(base, `doctored-${scripts}`)
    cpSync(program, copy, { recursive: true })
    const path = join(copy, "python_mcp_profiler", file)
    const source = readFileSync(path, "utf8")
    if (!source.includes(from)) throw new Error(`${file} has no ${from}`)
    writeFileSync(path, source.replace(from, to))
    return copy
  }

  return { base, made, doctored, profilable }
}

const profilable = (
  path: string,
  folder: string,
  { profiler = "cprofile", options = [], env = {}, ...given }: Profiling = {},
): ProfiledScript => {
  const { sort, top } = Either.getOrThrow(profileWish(profiler, undefined, 50))
  const interpreter = given.python ?? python
  const runner = join(given.program ?? program, "run.py")
  const under = [runner, profiler, sort, String(top), folder, ""]
  const spawning = {
    cwd: join(path, ".."),
    env: { ...plainEnvironment(), PYTHONUNBUFFERED: "1", ...env },
  }
  const run = (args: ReadonlyArray<string>): Promise<Ran> =>
    ended(spawn(interpreter, [...options, ...args], { ...spawning, stdio: [...piped] }))
  return {
    path,
    folder,
    plain: (...args) => run([path, ...args]),
    profiled: (...args) => run([...under, path, ...args]),
    started: () =>
      spawn(interpreter, [...options, ...under, path], { ...spawning, stdio: "ignore" }),
    summary: () => {
      const file = join(folder, "summary.json")
      return existsSync(file) ? decode(readFileSync(file, "utf8")) : undefined
    },
  }
}

const piped = ["ignore", "pipe", "pipe"] as const

/** All that it writes, and its end. */
const ended = async (child: ChildProcess): Promise<Ran> => {
  const closed = once(child, "close")
  const [stdout, stderr] = [child.stdout, child.stderr].map(collected)
  const [status, signal] = await closed
  return { status, signal, stdout: stdout?.() ?? "", stderr: stderr?.() ?? "" }
}

const collected = (stream: Readable | null): (() => string) => {
  const chunks: Array<Buffer> = []
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString("utf8")
}

const decode = Schema.decodeUnknownSync(Schema.parseJson(ProfileSummary))
