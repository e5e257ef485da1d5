import {
  Context,
  Deferred,
  Duration,
  Effect,
  type Exit,
  Fiber,
  FiberMap,
  Layer,
  Option,
  type Scope,
} from "effect"
import type { JobId, StoreUnavailable } from "../domain/Job.ts"
import { JobProgress } from "../domain/JobProgress.ts"
import { Shutdown } from "../domain/Shutdown.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { JobChanges } from "./JobChanges.ts"
import type { EndDraft } from "./JobEnd.ts"
import { makeCreation, makeLife } from "./JobLife.ts"
import { makeProgressReporter } from "./ProgressReporter.ts"
import { makeStopWishes } from "./StopWishes.ts"

/** A job to be made. */
export interface NewJob {
  readonly tool: string
  readonly label: Option.Option<string>
  readonly stream: boolean
  /** For spec.json: secrets masked. */
  readonly arguments: Readonly<Record<string, unknown>>
}

/** How long the caller waits for a job. */
export interface Waiting {
  readonly budget: Duration.Duration
  /** Wait no longer than this either. */
  readonly until: Effect.Effect<void>
  /** Told the job's id as soon as it is durable. */
  readonly onJob: (id: JobId) => Effect.Effect<void>
}

/** What the caller hears: the exit in time, or that the job goes on without him. */
export type Outcome<A, E> =
  | { readonly _tag: "InTime"; readonly id: JobId; readonly exit: Exit.Exit<A, E> }
  | { readonly _tag: "Backgrounded"; readonly id: JobId }

/** What a job does; everything that it opens in its scope is closed before its end is recorded. */
export type Work<A, E, R> = (site: JobSite) => Effect.Effect<A, E, R>

/**
 * Runs jobs: durable before anyone hears of them, waited for under a budget, then left to this
 * service's scope. Only the waiting is ever timed out; a job ends by itself, by a stop, or with the
 * server.
 */
export class SmartAsync extends Context.Tag("python-mcp/SmartAsync")<
  SmartAsync,
  {
    readonly run: <A, E, R>(
      job: NewJob,
      waiting: Waiting,
      work: Work<A, E, R>,
      settle: (exit: Exit.Exit<A, E | StoreUnavailable>) => EndDraft,
    ) => Effect.Effect<
      Outcome<A, E | StoreUnavailable>,
      StoreUnavailable,
      Exclude<Exclude<R, JobProgress>, Scope.Scope>
    >
    /** Asks for a job's end on disk, where every server sees it. */
    readonly askToStop: (id: JobId) => Effect.Effect<void, StoreUnavailable>
    /** Interrupts a job of this server and waits for its end; false where it is not ours or over. */
    readonly interrupt: (id: JobId) => Effect.Effect<boolean>
    /** What a job of this server said last of its own work: which packages it installs. */
    readonly announcement: (id: JobId) => Effect.Effect<Option.Option<string>>
  }
>() {
  static readonly layer = Layer.scoped(
    SmartAsync,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fibers = yield* FiberMap.make<JobId, unknown, unknown>()
  const changes = yield* JobChanges
  const announcements = new Map<JobId, string>()
  const shutdown = yield* Shutdown
  const create = yield* makeCreation
  const wishes = yield* makeStopWishes
  const live = yield* makeLife(wishes.has)
  const reporterOf = yield* makeProgressReporter

  const launch = Effect.fnUntraced(function* <A, E, R>(
    job: NewJob,
    work: Work<A, E, R>,
    settle: (exit: Exit.Exit<A, E | StoreUnavailable>) => EndDraft,
  ) {
    const made = yield* create(job)
    yield* Effect.annotateLogs(Effect.logInfo("a job starts"), { job: made.id, tool: job.tool })
    const { id, cookie, folder } = made
    const durable = yield* Deferred.make<void, StoreUnavailable>()
    const announce = (message: string) => Effect.sync(() => announcements.set(id, message))
    const site = { id, folder, cookie, announce }
    const working = Effect.flatMap(reporterOf(id), (progress) =>
      Effect.provideService(work(site), JobProgress, progress),
    ).pipe(Effect.scoped)
    const lived = live(made, durable, working, settle, changes.publish(id))
    const forgotten = Effect.ensuring(
      lived,
      Effect.sync(() => {
        announcements.delete(id)
        wishes.forget(id)
      }),
    )
    return { id, durable, fiber: yield* FiberMap.run(fibers, id, forgotten) }
  })

  /** The caller left before the hand-over: a cancellation, unless it is the server that goes. */
  const abandon = (id: JobId, fiber: Fiber.RuntimeFiber<unknown, unknown>) =>
    Effect.zipRight(Effect.ignoreLogged(wishes.ask(id)), Fiber.interrupt(fiber)).pipe(
      Effect.unlessEffect(shutdown.hasBegun),
    )

  const run: SmartAsync["Type"]["run"] = (job, waiting, work, settle) =>
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function* () {
        const [took, { id, durable, fiber }] = yield* Effect.timed(launch(job, work, settle))
        yield* Effect.onError(Deferred.await(durable), () => abort(fiber))
        yield* waiting.onJob(id)
        // The caller waits from his call on.
        const budget = Duration.subtract(waiting.budget, took)
        const inTime = yield* restore(awaitUnder({ ...waiting, budget }, Fiber.await(fiber))).pipe(
          Effect.onInterrupt(() => abandon(id, fiber)),
        )
        if (Option.isSome(inTime)) return { _tag: "InTime", id, exit: inTime.value }
        yield* Effect.annotateLogs(Effect.logInfo("a job goes on in the background"), { job: id })
        return { _tag: "Backgrounded", id }
      }),
    )

  return {
    run,
    askToStop: wishes.ask,
    interrupt: interruptIn(fibers),
    announcement: (id) => Effect.sync(() => Option.fromNullable(announcements.get(id))),
  } satisfies SmartAsync["Type"]
})

/** Ends a job that nobody hears of. On a full disk its end may have to wait for space: nobody waits for that. */
const abort = (fiber: Fiber.RuntimeFiber<unknown, unknown>) =>
  Fiber.interruptFork(fiber).pipe(
    Effect.zipRight(Effect.timeoutOption(Effect.interruptible(Fiber.await(fiber)), "5 seconds")),
  )

const interruptIn = (fibers: FiberMap.FiberMap<JobId, unknown, unknown>) =>
  Effect.fn("SmartAsync.interrupt")(function* (id: JobId) {
    const fiber = yield* Effect.option(FiberMap.get(fibers, id))
    if (Option.isNone(fiber)) return false
    yield* Fiber.interrupt(fiber.value)
    return true
  })

/** Waits for an exit as long as the caller would: only the waiting is interrupted. */
const awaitUnder = <A>(waiting: Waiting, exit: Effect.Effect<A>): Effect.Effect<Option.Option<A>> =>
  unlessFirst(waiting.until, exit).pipe(
    Effect.timeoutOption(waiting.budget),
    Effect.map(Option.flatten),
  )

/** Most callers wait for the end alone: those pay for no race. */
const unlessFirst = <A>(until: Effect.Effect<void>, exit: Effect.Effect<A>) =>
  until === Effect.never
    ? Effect.asSome(exit)
    : Effect.raceFirst(Effect.asSome(exit), Effect.as(until, Option.none<A>()))
