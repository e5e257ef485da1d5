import type { FileSystem } from "@effect/platform"
import { Context, Effect, Layer, Ref } from "effect"
import type { Host } from "../domain/Host.ts"
import { type ProcessSpec, SpawnFailed } from "../domain/Process.ts"
import type { Shutdown } from "../domain/Shutdown.ts"
import type { DurableFiles } from "./DurableFiles.ts"
import { limitNotes } from "./LimitNotes.ts"
import type { OutputFiles } from "./OutputFiles.ts"
import { makeLifeServices, seeThrough } from "./ProcessLife.ts"
import { ProcessRunner } from "./ProcessRunner.ts"
import { playScript, type ScriptedProcess } from "./ScriptedPlay.ts"

/** A test's hand on the scripted processes. */
export class ScriptedProcesses extends Context.Tag("python-mcp/ScriptedProcesses")<
  ScriptedProcesses,
  {
    /** Decides what every process does that is started from now on. */
    readonly script: (decide: (spec: ProcessSpec) => ScriptedProcess) => Effect.Effect<void>
    /** What has been started so far, in order. */
    readonly started: Effect.Effect<ReadonlyArray<ProcessSpec>>
  }
>() {}

/** Processes that only play a part, on the Clock: logs and records are like those of real ones. */
export const layerScripted: Layer.Layer<
  ProcessRunner | ScriptedProcesses,
  never,
  DurableFiles | OutputFiles | FileSystem.FileSystem | Host | Shutdown
> = Layer.effectContext(
  Effect.gen(function* () {
    const services = yield* makeLifeServices
    const decider = yield* Ref.make<(spec: ProcessSpec) => ScriptedProcess>(() => ({}))
    const specs = yield* Ref.make<ReadonlyArray<ProcessSpec>>([])

    const start = Effect.fn("ProcessRunner.start")(function* (spec: ProcessSpec) {
      const decide = yield* Ref.get(decider)
      const script = decide(spec)
      if (script.spawnFails !== undefined) {
        return yield* new SpawnFailed({ command: spec.argv[0], reason: script.spawnFails })
      }
      const started = yield* Ref.updateAndGet(specs, (before) => [...before, spec])
      const held = yield* playScript(services, spec, script, firstPid + started.length)
      return yield* seeThrough(services, spec, held)
    }, Effect.uninterruptible)

    return Context.make(ProcessRunner, {
      start,
      helper: Effect.succeedNone,
      limitNotes: (limits) => Effect.succeed(limitNotes(limits, played)),
    }).pipe(
      Context.add(ScriptedProcesses, {
        script: (decide) => Ref.set(decider, decide),
        started: Ref.get(specs),
      }),
    )
  }),
)

const played = { memory: "scripted", cpu: "scripted", processes: "scripted" }

/** Higher than Linux ever gives. */
const firstPid = 5_000_000
