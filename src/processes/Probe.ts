import { type ChildProcess, spawn } from "node:child_process"
import type { Readable } from "node:stream"
import { Context, Deferred, Duration, Effect, FiberId, Layer, Option } from "effect"
import { ProbeFailed } from "./ProbeFailed.ts"
import { exitCodeOf, mainExitOf } from "./ProcessEnding.ts"
import { sendSignal } from "./Signal.ts"
import { explainSpawn, toErrno } from "./Spawn.ts"

/** The answer of a short command. */
export interface ProbeResult {
  /** Negative signal number where a signal ended it. */
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** What to ask whom. */
export interface ProbeQuestion {
  readonly argv: readonly [string, ...ReadonlyArray<string>]
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly timeLimit: Duration.DurationInput
}

/** A short question to another program (a version, a path): captured, bounded in time and size. */
export class Probe extends Context.Tag("python-mcp/Probe")<
  Probe,
  {
    readonly ask: (question: ProbeQuestion) => Effect.Effect<ProbeResult, ProbeFailed>
  }
>() {
  static readonly layer: Layer.Layer<Probe> = Layer.sync(Probe, () => ({
    ask: Effect.fn("Probe.ask")(function* (question) {
      const answer = yield* Effect.acquireUseRelease(
        start(question),
        ({ answered }) => Effect.timeoutOption(Deferred.await(answered), question.timeLimit),
        ({ child }) => Effect.sync(() => end(child)),
      )
      if (Option.isSome(answer)) return answer.value
      const [command] = question.argv
      const reason = `it did not end within ${Duration.toSeconds(question.timeLimit)} s`
      return yield* new ProbeFailed({ command, reason })
    }),
  }))
}

interface Asked {
  readonly child: ChildProcess
  readonly answered: Deferred.Deferred<ProbeResult>
}

/** Of each stream; the rest is read and dropped, so that the command never waits for us. */
const maxBytes = 1_048_576

/** In a group of its own, so that it can be ended with all that it started. */
const start = ({ argv, env, cwd }: ProbeQuestion): Effect.Effect<Asked, ProbeFailed> =>
  Effect.async((resume) => {
    const [command, ...args] = argv
    const fail = (error: NodeJS.ErrnoException) =>
      resume(new ProbeFailed({ command, reason: explainSpawn(error, cwd) }))
    const answered = Deferred.unsafeMake<ProbeResult>(FiberId.none)
    try {
      const child = spawn(command, args, {
        cwd,
        env: { ...env },
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      })
      child.on("error", fail)
      if (child.pid === undefined) return
      const stdout = collect(child.stdout)
      const stderr = collect(child.stderr)
      // Its own children may hold the pipes; they answer nothing any more.
      child.once("exit", () => signalGroup(child))
      child.once("close", (code, signal) => {
        const exitCode = exitCodeOf(mainExitOf(code, signal)) ?? -1
        const result = { exitCode, stdout: stdout(), stderr: stderr() }
        Deferred.unsafeDone(answered, Effect.succeed(result))
      })
      resume(Effect.succeed({ child, answered }))
    } catch (error) {
      fail(toErrno(error))
    }
  })

const collect = (stream: Readable): (() => string) => {
  const chunks: Array<Buffer> = []
  let size = 0
  stream.on("data", (chunk: Buffer) => {
    const part = chunk.subarray(0, maxBytes - size)
    size += part.length
    if (part.length > 0) chunks.push(part)
  })
  return () => Buffer.concat(chunks).toString("utf8")
}

/** Nothing is waited for: the pipes are closed on our side, and libuv reaps the child. */
const end = (child: ChildProcess): void => {
  if (child.exitCode === null && child.signalCode === null) signalGroup(child)
  child.stdout?.destroy()
  child.stderr?.destroy()
}

const signalGroup = ({ pid }: ChildProcess): void => {
  if (pid !== undefined) sendSignal(-pid, "SIGKILL")
}
