import { Context, type Effect, Layer, type Option } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import { hasProcFs } from "../metrics/ProcFs.ts"
import { makeProcessTableProc } from "./ProcessTableProc.ts"
import { makeProcessTablePs } from "./ProcessTablePs.ts"

/** Which processes a tree has. */
export interface TreeQuery {
  readonly cookie: string
  /** The session or group that the main process led; none when only the cookie is known. */
  readonly leader: Option.Option<ProcessIdentity>
  /** Look first only at processes younger than the leader (cheap); false looks at all. */
  readonly youngerOnly: boolean
  /** Processes that were members when they were last seen: they and their descendants still are. */
  readonly known?: ReadonlyArray<ProcessIdentity>
  /**
   * The caller has seen the leader alive just now, or has just reaped it, so that its number cannot
   * have been given again: its session and group are still its own. Otherwise a dead leader's session
   * counts only where somebody in it carries the cookie.
   */
  readonly sessionIsOurs?: boolean
}

/** Who is who among the machine's processes. Never signals a process without checking identity. */
export class ProcessTable extends Context.Tag("python-mcp/ProcessTable")<
  ProcessTable,
  {
    /** Which machine, boot and pid namespace this is. */
    readonly place: Effect.Effect<{
      readonly host: string
      readonly bootId: string
      readonly pidNamespace: string
    }>
    /** None where no live process has the pid; a zombie is dead. */
    readonly identify: (pid: number) => Effect.Effect<Option.Option<ProcessIdentity>>
    readonly isAlive: (identity: ProcessIdentity) => Effect.Effect<boolean>
    /**
     * The live members of a tree, parents first: the leader, its descendants, session and group, and
     * whoever carries the cookie. Never this process, nor one that it descends from. All who ask at
     * about the same time may be answered from one look; but with each question for the same cookie
     * from a later one, begun after the question before.
     */
    readonly members: (query: TreeQuery) => Effect.Effect<ReadonlyArray<ProcessIdentity>>
    /** Signals one process after checking who it is; false where it is gone or somebody else. */
    readonly signal: (
      identity: ProcessIdentity,
      signal: "SIGTERM" | "SIGKILL",
    ) => Effect.Effect<boolean>
  }
>() {
  /** From /proc. */
  static readonly layerProc: Layer.Layer<ProcessTable> = Layer.sync(
    ProcessTable,
    makeProcessTableProc,
  )

  /** By `ps`, which shows no environment: who left the tree and its session is not found. */
  static readonly layerPs: Layer.Layer<ProcessTable> = Layer.effect(
    ProcessTable,
    makeProcessTablePs,
  )

  /** The better of the two that this machine has. */
  static readonly layer: Layer.Layer<ProcessTable> = Layer.suspend(() =>
    hasProcFs() ? ProcessTable.layerProc : ProcessTable.layerPs,
  )
}
