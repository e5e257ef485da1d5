import { spawn } from "node:child_process"
import { closeSync, openSync, statSync } from "node:fs"
import { type Clock, Deferred, Effect, FiberId } from "effect"
import { StoreUnavailable } from "../domain/Job.ts"
import { cookieVariable, type ProcessSpec, SpawnFailed } from "../domain/Process.ts"
import { mainExitOf } from "./ProcessEnding.ts"
import type { Exited, HeldProcess, Instant } from "./ProcessLife.ts"

/** A child of ours, in a session of its own, that writes to its two logs itself. */
export interface Spawned extends Pick<HeldProcess, "startedAt" | "exited"> {
  readonly pid: number
}

/** Starts a process. The logs are open in this process only while it starts. */
export const spawnToFiles = Effect.fn("Spawn.toFiles")(function* (spec: ProcessSpec) {
  const clock = yield* Effect.clock
  const out = yield* openLog(`${spec.folder}/stdout.log`)
  const err = yield* openLog(`${spec.folder}/stderr.log`)
  return yield* spawnWith(spec, out, err, clock)
}, Effect.scoped)

/** What is wrong with a command that could not be started; Node blames the command for a bad directory. */
export const explainSpawn = (
  error: Pick<NodeJS.ErrnoException, "code" | "message">,
  cwd: string | undefined,
): string => {
  const place = cwd === undefined || cwd.includes("\0") ? "directory" : kindOf(cwd)
  if (place === "missing") return `the working directory ${cwd} does not exist`
  if (place === "other") return `the working directory ${cwd} is not a directory`
  return reasons.get(error.code ?? "") ?? error.message
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file, or the interpreter that its first line names is missing"],
  ["EACCES", "it may not be executed, or the working directory may not be entered"],
  ["ENOEXEC", "it is not a program for this machine"],
  ["E2BIG", "the arguments and the environment are too long together"],
  ["ERR_INVALID_ARG_VALUE", "an argument, a variable or a path is empty or holds a NUL character"],
  ["EAGAIN", "the system allows no more processes (end some, or raise the limit: ulimit -u)"],
  ["EMFILE", "too many files are open (raise the limit: ulimit -n)"],
])

/** A place that we may not look at is not to blame: the error itself says more. */
const kindOf = (path: string): "directory" | "other" | "missing" => {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return "missing"
    return stats.isDirectory() ? "directory" : "other"
  } catch {
    return "directory"
  }
}

const openLog = (path: string) =>
  Effect.acquireRelease(
    Effect.try({
      try: () => openSync(path, "a", 0o600),
      catch: (error) => new StoreUnavailable({ path, reason: toErrno(error).message }),
    }),
    (fd) => Effect.sync(() => closeSync(fd)),
  )

const spawnWith = (
  spec: ProcessSpec,
  out: number,
  err: number,
  clock: Clock.Clock,
): Effect.Effect<Spawned, SpawnFailed> =>
  Effect.async((resume) => {
    const [command, ...args] = spec.argv
    const fail = (error: NodeJS.ErrnoException) =>
      resume(new SpawnFailed({ command, reason: explainSpawn(error, spec.cwd) }))
    const now = (): Instant => ({
      millis: clock.unsafeCurrentTimeMillis(),
      nanos: clock.unsafeCurrentTimeNanos(),
    })
    const exited = Deferred.unsafeMake<Exited>(FiberId.none)
    const startedAt = now()
    try {
      const child = spawn(command, args, {
        cwd: spec.cwd,
        env: { ...spec.env, [cookieVariable]: spec.cookie },
        detached: true,
        stdio: ["ignore", out, err],
      })
      // Without a listener a late error would be an uncaught exception.
      child.on("error", fail)
      child.once("exit", (code, signal) =>
        Deferred.unsafeDone(exited, Effect.succeed({ exit: mainExitOf(code, signal), at: now() })),
      )
      const { pid } = child
      if (pid !== undefined) {
        resume(Effect.succeed({ pid, startedAt, exited }))
      }
    } catch (error) {
      fail(toErrno(error))
    }
  })

/** What Node throws, as the error that it is. */
export const toErrno = (error: unknown): NodeJS.ErrnoException =>
  error instanceof Error ? error : new Error(String(error))
