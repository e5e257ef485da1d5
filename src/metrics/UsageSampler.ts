import { Context, Duration, Effect, Layer, Option, Ref, type Scope } from "effect"
import type { ProcessIdentity } from "../domain/Process.ts"
import type { Usage } from "../domain/Usage.ts"
import { hasProcFs } from "./ProcFs.ts"
import { procTree } from "./ProcTree.ts"
import {
  addSample,
  nothingSeen,
  type ProcessSample,
  type TreeUse,
  usageOf,
  useNow,
} from "./UsageFold.ts"

/** A process whose use of the machine is being watched. */
export interface UsageWatch {
  /** What has been seen so far. */
  readonly usage: (wallSeconds: number) => Effect.Effect<Usage>
  /** The descendants that the last look found: whoever ends the tree looks for them, too. */
  readonly seen: Effect.Effect<ReadonlyArray<ProcessIdentity>>
}

/** Looks at running processes from time to time: a lower bound of what they cost. */
export class UsageSampler extends Context.Tag("python-mcp/UsageSampler")<
  UsageSampler,
  {
    /** Whether it sees a whole tree, or no more than the memory of the main process. */
    readonly seesTree: boolean
    /**
     * Watches a process that has just been started, until the scope ends: first after 10 ms, then half
     * as often each time, at last every `interval`. `onUse` hears of each look.
     */
    readonly watch: (
      main: ProcessIdentity,
      interval: Duration.Duration,
      onUse?: OnUse,
    ) => Effect.Effect<UsageWatch, never, Scope.Scope>
  }
>() {
  /** From /proc: the main process and all its descendants. */
  static readonly layerProc: Layer.Layer<UsageSampler> = Layer.succeed(UsageSampler, {
    seesTree: true,
    watch: Effect.fn("UsageSampler.watch")(function* (main, interval, onUse) {
      const tree = yield* Effect.sync(() => procTree(main))
      return yield* sampling(Effect.sync(tree.look), Effect.sync(tree.seen), interval, onUse)
    }),
  })

  /** By pidusage, where there is no /proc: the memory of the main process only. */
  static readonly layerPidusage: Layer.Layer<UsageSampler> = Layer.succeed(UsageSampler, {
    seesTree: false,
    watch: Effect.fn("UsageSampler.watch")((main, interval, onUse) =>
      sampling(askPidusage(main.pid), Effect.succeed([]), interval, onUse),
    ),
  })

  /** The better of the two that this machine has. */
  static readonly layer: Layer.Layer<UsageSampler> = Layer.suspend(() =>
    hasProcFs() ? UsageSampler.layerProc : UsageSampler.layerPidusage,
  )
}

type OnUse = (use: TreeUse) => Effect.Effect<void>

const firstLook = Duration.millis(10)

const sampling = Effect.fnUntraced(function* (
  look: Effect.Effect<ReadonlyArray<ProcessSample>>,
  seen: Effect.Effect<ReadonlyArray<ProcessIdentity>>,
  interval: Duration.Duration,
  onUse: OnUse = () => Effect.void,
) {
  const soFar = yield* Ref.make(nothingSeen)
  const looking = Effect.gen(function* () {
    let wait = Duration.min(firstLook, interval)
    for (;;) {
      yield* Effect.sleep(wait)
      const processes = yield* look
      const usage = yield* Ref.updateAndGet(soFar, (before) => addSample(before, processes))
      yield* onUse(useNow(usage, processes))
      wait = Duration.min(Duration.times(wait, 2), interval)
    }
  })
  // The starter of a process cannot be interrupted; its watchers must be.
  yield* Effect.forkScoped(Effect.interruptible(looking))
  return {
    usage: (wallSeconds: number) =>
      Effect.map(Ref.get(soFar), (usage) =>
        usageOf(usage, { wallSeconds, sampleIntervalSeconds: Duration.toSeconds(interval) }),
      ),
    seen,
  }
})

/**
 * `usePs`, also where pidusage could read /proc: that way it keeps no file open for a process that is
 * gone. CPU stays unknown: pidusage adds user and system time up and cannot tell them apart.
 */
const askPidusage = (pid: number): Effect.Effect<ReadonlyArray<ProcessSample>> =>
  Effect.tryPromise(() =>
    import("pidusage").then((pidusage) => pidusage.default(pid, { usePs: true })),
  ).pipe(
    // It fails or gives undefined for a process that is gone.
    Effect.map((stat) => Option.toArray(Option.fromNullable(stat)).map(memoryOf)),
    Effect.orElseSucceed(() => []),
  )

const memoryOf = ({ memory }: { readonly memory: number }): ProcessSample => ({
  cpu: Option.none(),
  memory: Option.some({ resident: memory, peak: memory }),
})
