import { Deferred, Duration, Effect, Fiber } from "effect"
import type { StreamName } from "../domain/Output.ts"
import { type ProcessSpec, stopPollInterval } from "../domain/Process.ts"
import type { TreeUse } from "../metrics/UsageFold.ts"
import { beginGrace } from "./GracePeriod.ts"
import { MainExit } from "./ProcessEnding.ts"
import { type Exited, type HeldProcess, type LifeServices, now } from "./ProcessLife.ts"

/** What a scripted process does; without any of it, it ends at once with exit code 0. */
export interface ScriptedProcess {
  /** Cannot be started, for this reason. */
  readonly spawnFails?: string
  /** When it ends by itself; `Duration.infinity` for never. */
  readonly after?: Duration.DurationInput
  readonly exit?: MainExit
  /** What it prints, in order; each part so long after its start. */
  readonly output?: ReadonlyArray<ScriptedOutput>
  /** What it uses, in order; each part so long after its start. */
  readonly uses?: ReadonlyArray<ScriptedUse>
  /** Then only SIGKILL ends it, when the grace is over. */
  readonly ignoresTerm?: boolean
  /** How many processes it leaves behind. */
  readonly leavesBehind?: number
  /** How often it looks for `stop.json` (250 ms): seldom lets hours pass quickly on the TestClock. */
  readonly pollInterval?: Duration.DurationInput
}

/** Something that a scripted process prints. */
export interface ScriptedOutput {
  readonly at?: Duration.DurationInput
  readonly stream: StreamName
  readonly text: string
}

/** What the tree of a scripted process uses from some moment on. */
interface ScriptedUse extends Partial<TreeUse> {
  readonly at?: Duration.DurationInput
}

/** Plays a part on the Clock and writes its logs; it ends by its script or when it is ended. */
export const playScript = Effect.fnUntraced(function* (
  { fs, serverEnds }: LifeServices,
  spec: ProcessSpec,
  script: ScriptedProcess,
  pid: number,
) {
  const print = ({ stream, text }: ScriptedOutput) =>
    Effect.orDie(
      fs.writeFileString(`${spec.folder}/${stream}.log`, text, { flag: "a", mode: 0o600 }),
    )
  yield* print({ stream: "stdout", text: "" })
  yield* print({ stream: "stderr", text: "" })
  const exited = yield* Deferred.make<Exited>()
  const end = (exit: MainExit) =>
    Effect.flatMap(now, (at) => Deferred.succeed(exited, { exit, at }))
  const actor = yield* Effect.forkScoped(Effect.interruptible(perform(script, print, end)))

  const held: HeldProcess = {
    identity: { pid, start: "scripted", boot_id: "scripted" },
    startedAt: yield* now,
    exited,
    isAlive: Effect.map(Deferred.isDone(exited), (done) => !done),
    pollInterval: script.pollInterval ?? stopPollInterval,
    watch: Effect.fnUntraced(function* (onUse) {
      yield* Effect.forkScoped(Effect.interruptible(performUses(script, onUse)))
      return {
        usage: () => Effect.succeed(null),
        endTree: Effect.fnUntraced(function* ({ byForce, grace }) {
          if (byForce) yield* endMain(script, exited, end, yield* beginGrace(grace, serverEnds))
          yield* Fiber.interrupt(actor)
          return script.leavesBehind ?? 0
        }),
      }
    }),
  }
  return held
})

type End = (exit: MainExit) => Effect.Effect<boolean>

const perform = Effect.fnUntraced(function* (
  script: ScriptedProcess,
  print: (output: ScriptedOutput) => Effect.Effect<void>,
  end: End,
) {
  const elapsed = yield* inTurn(script.output ?? [], print)
  yield* Effect.sleep(Duration.subtract(Duration.decode(script.after ?? elapsed), elapsed))
  yield* end(script.exit ?? MainExit.Exited({ code: 0 }))
})

const performUses = (
  { uses = [] }: ScriptedProcess,
  onUse: (use: TreeUse) => Effect.Effect<void>,
) =>
  inTurn(uses, ({ memoryBytes = 0, cpuSeconds = 0, processes = 1 }) =>
    onUse({ memoryBytes, cpuSeconds, processes }),
  )

/** Does one thing after the other, each in its time; tells how long that took. */
const inTurn = Effect.fnUntraced(function* <A extends { readonly at?: Duration.DurationInput }>(
  parts: ReadonlyArray<A>,
  perform: (part: A) => Effect.Effect<void>,
) {
  let elapsed = Duration.zero
  for (const part of parts) {
    const at = Duration.decode(part.at ?? elapsed)
    yield* Effect.sleep(Duration.subtract(at, elapsed))
    elapsed = Duration.max(at, elapsed)
    yield* perform(part)
  }
  return elapsed
})

/** Between two looks whether it has ended and whether the server ends. */
const pauseMillis = 50

/** One that ignores SIGTERM may still end by itself while the grace lasts. */
const endMain = Effect.fnUntraced(function* (
  script: ScriptedProcess,
  exited: Deferred.Deferred<Exited>,
  end: End,
  graceLeft: Effect.Effect<number>,
) {
  if (script.ignoresTerm !== true) return yield* end(MainExit.Signalled({ signal: "SIGTERM" }))
  while (!(yield* Deferred.isDone(exited))) {
    const left = yield* graceLeft
    if (left <= 0) return yield* end(MainExit.Signalled({ signal: "SIGKILL" }))
    yield* Effect.sleep(Math.min(left, pauseMillis))
  }
  return false
})
