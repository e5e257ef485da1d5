import type { FileSystem } from "@effect/platform"
import { Context, type Effect, Layer, type Option, type Scope } from "effect"
import type { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import type {
  ProcessEnd,
  ProcessIdentity,
  ProcessLimits,
  ProcessSpec,
  SpawnFailed,
  StopReason,
} from "../domain/Process.ts"
import type { Settings } from "../domain/Settings.ts"
import type { Shutdown } from "../domain/Shutdown.ts"
import type { UsageSampler } from "../metrics/UsageSampler.ts"
import type { DurableFiles } from "./DurableFiles.ts"
import { makeNodeRunner } from "./NodeRunner.ts"
import type { OutputFiles } from "./OutputFiles.ts"
import type { ProcessTable } from "./ProcessTable.ts"
import { makeSupervisedRunner } from "./SupervisedRunner.ts"
import type { Supervisor } from "./Supervisor.ts"

/** A process that runs; its tree ends with the scope that it was started in. */
export interface RunningProcess {
  readonly identity: ProcessIdentity
  /**
   * How it ended. Resolves once the main process and all that it left behind are gone and the record
   * (`exit.json` or `end.json`) is on disk; that record is what it gives.
   */
  readonly end: Effect.Effect<ProcessEnd, StoreUnavailable>
  /** Ends the whole tree: TERM, grace, KILL, verified; waits for the record. Idempotent. */
  readonly stop: (reason: StopReason) => Effect.Effect<void>
}

/** Starts processes and ends them for certain. */
export class ProcessRunner extends Context.Tag("python-mcp/ProcessRunner")<
  ProcessRunner,
  {
    readonly start: (
      spec: ProcessSpec,
    ) => Effect.Effect<RunningProcess, SpawnFailed | StoreUnavailable, Scope.Scope>
    /**
     * The supervisor that holds what is started now, and can see it through beyond this server's end; none
     * where the server itself does.
     */
    readonly helper: Effect.Effect<Option.Option<ProcessIdentity>>
    /** For people: how it holds each of these limits that is set. */
    readonly limitNotes: (limits: ProcessLimits) => Effect.Effect<ReadonlyArray<string>>
  }
>() {
  /**
   * A helper process holds them, one for all: exact figures from `wait4`, nobody gets away, and what shall
   * outlive this server does. Where none can be had it is as `layerNode`.
   */
  static readonly layerSupervised: Layer.Layer<
    ProcessRunner,
    never,
    NodeServices | Settings | Supervisor
  > = Layer.scoped(ProcessRunner, makeSupervisedRunner)

  /** Node itself holds the processes: the fallback where no supervisor can be had. */
  static readonly layerNode: Layer.Layer<ProcessRunner, never, NodeServices> = Layer.effect(
    ProcessRunner,
    makeNodeRunner,
  )
}

type NodeServices =
  | DurableFiles
  | OutputFiles
  | ProcessTable
  | UsageSampler
  | FileSystem.FileSystem
  | Host
  | Shutdown
