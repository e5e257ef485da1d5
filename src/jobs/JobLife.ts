import { Cause, Deferred, Effect, Exit, Fiber, identity, Option } from "effect"
import type { Job, JobId, StoreUnavailable } from "../domain/Job.ts"
import type { JobRecord } from "../domain/JobFiles.ts"
import { type ProcessIdentity, stopPollInterval } from "../domain/Process.ts"
import { Settings } from "../domain/Settings.ts"
import { Shutdown } from "../domain/Shutdown.ts"
import { nowIso } from "../domain/Time.ts"
import { OnServerExit } from "../processes/OnServerExit.ts"
import { ProcessRunner } from "../processes/ProcessRunner.ts"
import { StateDirectory } from "../processes/StateDirectory.ts"
import { EndDraft, serverGone } from "./JobEnd.ts"
import { JobFile } from "./JobFile.ts"
import { JobIds } from "./JobIds.ts"
import { makeRecorder } from "./JobRecorder.ts"
import { JobStore } from "./JobStore.ts"
import type { NewJob } from "./SmartAsync.ts"
import { ThisServer } from "./ThisServer.ts"

/** A job that has a name and a place; `durable` completes when its records are on disk. */
export interface MadeJob {
  readonly id: JobId
  readonly cookie: string
  readonly folder: string
  readonly makeDurable: Effect.Effect<void, StoreUnavailable>
}

/**
 * Makes a job. What recovery needs to end its processes is there at once; waiting for the disk is left
 * to `makeDurable`, which runs beside the job's first steps and is over before anyone hears of the job.
 */
export const makeCreation = Effect.gen(function* () {
  const ids = yield* JobIds
  const store = yield* JobStore
  const server = yield* ThisServer
  const state = yield* StateDirectory
  const { maxConcurrentRuns } = yield* Settings
  const onServerExit = yield* OnServerExit
  const { helper } = yield* ProcessRunner
  return Effect.fn("SmartAsync.create")(function* (job: NewJob) {
    yield* state.takesJobs
    yield* server.register
    const id = yield* ids.next
    const at = yield* nowIso
    const record: JobRecord = {
      id,
      label: Option.getOrNull(job.label),
      tool: job.tool,
      created_at: at,
      cookie: yield* ids.cookie(id),
      on_server_exit: yield* onServerExit.means,
      stream: job.stream,
      owner: { ...server.owner, helper: helperOf(yield* helper) },
    }
    yield* store.announce(record)
    // Where nobody has to wait for a turn, a job has begun as soon as it is there.
    const begun = Option.isNone(maxConcurrentRuns) ? Option.some({ at }) : Option.none()
    const makeDurable = store.create(record, { arguments: job.arguments }, begun)
    return { id, cookie: record.cookie, folder: store.folder(id), makeDurable } satisfies MadeJob
  })
})

const helperOf = (identity: Option.Option<ProcessIdentity>) =>
  Option.getOrNull(Option.map(identity, ({ pid, start }) => ({ pid, start })))

/** What happens to a job between its making and its end; `wished` tells whose end was asked for here. */
export const makeLife = Effect.fnUntraced(function* (wished: (id: JobId) => boolean) {
  const store = yield* JobStore
  const recorder = yield* makeRecorder
  const admitted = yield* admission
  const { hasBegun: serverEnds } = yield* Shutdown
  const { means } = yield* OnServerExit

  /** A script that shall outlive its server is its supervisor's affair once the server ends. */
  const isKept = (id: JobId) =>
    Effect.gen(function* () {
      if (!(yield* serverEnds) || (yield* means) !== "keep") return false
      return (yield* store.has(id, JobFile.started)) && !(yield* store.has(id, JobFile.exit))
    })

  /** Completes when somebody, here or in another server, wants the job ended. */
  const stopAsked = (id: JobId) =>
    Effect.delay(store.has(id, JobFile.stop), stopPollInterval).pipe(
      Effect.repeat({ until: (asked) => asked }),
      Effect.asVoid,
    )

  /** Waits for its turn, begins, works, and sees to it that there is an end on disk. */
  const live = <A, E, R>(
    { id, makeDurable }: MadeJob,
    durable: Deferred.Deferred<void, StoreUnavailable>,
    work: Effect.Effect<A, E, R>,
    settle: (exit: Exit.Exit<A, E | StoreUnavailable>) => EndDraft,
    changed: Effect.Effect<unknown>,
  ) =>
    Effect.gen(function* () {
      // A job that is stopped at once must have its records all the same.
      const recorded = Effect.zipRight(Effect.intoDeferred(makeDurable, durable), changed)
      yield* Effect.forkScoped(Effect.uninterruptible(recorded))
      return yield* interruptedBy(stopAsked(id), admitted(Effect.zipRight(changed, work), id))
    }).pipe(
      Effect.interruptible,
      Effect.onExit((exit) =>
        Effect.matchCauseEffect(Deferred.await(durable), {
          onFailure: () => recorder.forget(id),
          onSuccess: () => {
            // Asked now: a second try to record it may come when the wish is long forgotten.
            const isWished = wished(id)
            const settled = recorder.settle(id, (job) => draftFor(job, exit, isWished, settle))
            return Effect.unlessEffect(settled, isKept(id))
          },
        }),
      ),
      Effect.scoped,
      Effect.ensuring(changed),
      Effect.onExit((exit) => Effect.annotateLogs(logEnd(exit), { job: id, exit: exit._tag })),
    )

  return live
})

/**
 * Interrupts work from within when `signal` completes. Not a race: an interrupted race does not wait
 * for what its sides have still to close, and the end of a job must come after that.
 */
const interruptedBy = <A, E, R>(signal: Effect.Effect<void>, work: Effect.Effect<A, E, R>) =>
  Effect.withFiberRuntime<A, E, R>((self) =>
    Effect.scoped(
      Effect.zipRight(Effect.forkScoped(Effect.zipRight(signal, Fiber.interruptFork(self))), work),
    ),
  )

/** A defect is ours: its cause belongs into the log, not only into the job's record. */
const logEnd = (exit: Exit.Exit<unknown, unknown>) =>
  Exit.isFailure(exit) && Cause.isDie(exit.cause)
    ? Effect.logError("a job has ended by a defect", exit.cause)
    : Effect.logInfo("a job has ended")

const draftFor = <A, E>(
  job: Job,
  exit: Exit.Exit<A, E>,
  isWished: boolean,
  settle: (exit: Exit.Exit<A, E>) => EndDraft,
): EndDraft => {
  if (Exit.isFailure(exit) && (isWished || Option.isSome(job.stop))) return EndDraft.cancelled
  if (!Exit.isFailure(exit) || !Cause.isInterrupted(exit.cause)) return settle(exit)
  return EndDraft.failed(Option.isNone(job.begun) ? "never_started" : "server_exited", serverGone)
}

type Admission = <A, E, R>(
  work: Effect.Effect<A, E, R>,
  id: JobId,
) => Effect.Effect<A, E | StoreUnavailable, R>

/** First come, first served, where the runs at a time are limited; there, a job begins with its turn. */
const admission = Effect.gen(function* () {
  const { maxConcurrentRuns } = yield* Settings
  const store = yield* JobStore
  const permits = yield* Effect.makeSemaphore(Option.getOrElse(maxConcurrentRuns, () => 1))
  const begin = (id: JobId) =>
    Effect.flatMap(nowIso, (at) => store.writeOnce(id, JobFile.begun, { at }))
  const admitted: Admission = Option.isNone(maxConcurrentRuns)
    ? identity
    : (work, id) => permits.withPermits(1)(Effect.zipRight(begin(id), work))
  return admitted
})
