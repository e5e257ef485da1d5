import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Context, Duration, Effect, Layer, Option } from "effect"
import { isOver, type Job, type JobId, type StoreUnavailable } from "../domain/Job.ts"
import type { ActiveRecord, Owner } from "../domain/JobFiles.ts"
import type { FailureReason, ProcessIdentity } from "../domain/Process.ts"
import { Settings, shutdownGrace } from "../domain/Settings.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { StateDirectory } from "../processes/StateDirectory.ts"
import { TreeEnding } from "../processes/TreeEnding.ts"
import { completeEnd, EndDraft, serverGone } from "./JobEnd.ts"
import { JobFile } from "./JobFile.ts"
import { activePathOf } from "./JobFolder.ts"
import { type ActiveJob, JobStore } from "./JobStore.ts"
import { type Fate, OwnerFate, sameHouse } from "./OwnerFate.ts"
import { ThisServer } from "./ThisServer.ts"

const patience = Duration.days(1)

/**
 * Ends the jobs of servers that are gone. A server judges only jobs whose owner is provably dead, and
 * signals only processes that carry the job's cookie.
 */
export class Recovery extends Context.Tag("python-mcp/Recovery")<
  Recovery,
  {
    /** Every job of a dead owner gets its end; what is left of its processes is ended. Idempotent. */
    readonly recoverAll: Effect.Effect<void, StoreUnavailable>
    /** The same for one job; true where there was something to do. */
    readonly recover: (job: Job) => Effect.Effect<boolean, StoreUnavailable>
    /** Ends a job's tree from here and records it; false where its processes are out of reach. */
    readonly endFromHere: (job: Job, draft: EndDraft) => Effect.Effect<boolean, StoreUnavailable>
  }
>() {
  static readonly layer = Layer.effect(
    Recovery,
    Effect.gen(function* () {
      const store = yield* JobStore
      const server = yield* ThisServer
      const endings = yield* makeEndings
      const { of: fate } = yield* OwnerFate
      const { isForeign } = yield* StateDirectory
      const { home } = yield* Settings
      const strays = makeStrays(store, endings, fate, yield* FileSystem, home)

      const recover = Effect.fn("Recovery.recover")(function* (job: Job) {
        const owner = job.job.owner
        // What a newer version has made, only that one may judge.
        if (owner === null || isOver(job.state) || (yield* isForeign)) return false
        const judged = yield* fate(owner)
        if (judged === "alive") return false
        const line = Effect.logInfo("a job of a server that is gone gets its end")
        yield* Effect.annotateLogs(line, { job: job.id, server: owner.server.id, judged })
        const killed =
          judged === "dead" ? yield* endings.endProcesses(job.job.cookie, job.started, owner) : 0
        yield* endings.record(
          job,
          EndDraft.failed(reasonFor(job, judged, killed), serverGone),
          killed,
        )
        return true
      })

      const recoverOne = ({ id, record }: ActiveJob) =>
        Effect.gen(function* () {
          const job = yield* store.read(id)
          if (Option.isNone(job)) {
            yield* Option.match(record, {
              onNone: () => strays.forgetNameless(id),
              onSome: strays.forget(id),
            })
          } else if (job.value.state._tag === "Ended") {
            yield* store.settled(id)
          } else if (isOver(job.value.state)) {
            yield* Effect.forEach(Option.toArray(record), strays.endUnreadable(id))
          } else {
            yield* recover(job.value)
          }
        })

      const recoverAll = Effect.gen(function* () {
        if (yield* isForeign) return
        const active = yield* store.active
        const others = active.filter(
          ({ record }) =>
            !Option.exists(record, ({ owner }) => owner.server.id === server.owner.server.id),
        )
        // What one job's disk does not tell is no reason to leave the others.
        yield* Effect.forEach(others, (one) => Effect.ignoreLogged(recoverOne(one)), {
          concurrency: 16,
          discard: true,
        })
      }).pipe(Effect.withSpan("Recovery.recoverAll"))

      const endFromHere = Effect.fn("Recovery.endFromHere")(function* (job: Job, draft: EndDraft) {
        const owner = job.job.owner
        if (owner === null || !sameHouse(owner, server.owner)) return false
        if (yield* isForeign) return false
        const killed = yield* endings.endProcesses(job.job.cookie, job.started, owner)
        yield* endings.record(job, draft, killed)
        return true
      })

      return { recoverAll, recover, endFromHere }
    }),
  )
}

/** Why a job of a gone server failed: the first that fits. */
const reasonFor = (job: Job, fate: Fate, killed: number): FailureReason => {
  if (fate === "rebooted") return "machine_rebooted"
  // begun.json may not have reached the disk, when its server died in that moment.
  const begun = Option.isSome(job.begun) || Option.isSome(job.started) || killed > 0
  return begun ? "server_exited" : "never_started"
}

const makeEndings = Effect.gen(function* () {
  const store = yield* JobStore
  const output = yield* OutputFiles
  const server = yield* ThisServer
  const trees = yield* TreeEnding
  const { killGrace } = yield* Settings

  /** Whether or not started.json is there: the cookie finds whoever was begun. */
  const endProcesses = (cookie: string, leader: Option.Option<ProcessIdentity>, owner: Owner) =>
    sameHouse(owner, server.owner)
      ? trees.end({ cookie, leader, youngerOnly: false }, shutdownGrace(killGrace))
      : Effect.succeed(0)

  const record = (job: Job, draft: EndDraft, killed: number) =>
    Effect.gen(function* () {
      const end = yield* completeEnd(job, draft, output, server.owner.server.id, killed)
      yield* store.writeOnce(job.id, JobFile.exit, end)
      yield* store.settled(job.id)
    })

  return { endProcesses, record }
})

/** What to do where `active/<id>` is all that can be known of a job. */
const makeStrays = (
  store: JobStore["Type"],
  { endProcesses }: Effect.Effect.Success<typeof makeEndings>,
  fate: OwnerFate["Type"]["of"],
  fs: FileSystem,
  home: string,
) => {
  const endProcessesOf = ({ owner, cookie }: ActiveRecord) =>
    Effect.gen(function* () {
      if ((yield* fate(owner)) === "alive") return false
      yield* endProcesses(cookie, Option.none(), owner)
      return true
    })

  /** Its maker died before job.json was on disk: nobody was told of it, but it may have begun. */
  const forget = (id: JobId) => (record: ActiveRecord) =>
    Effect.gen(function* () {
      if (!(yield* endProcessesOf(record))) return
      yield* store.remove(id)
      yield* store.settled(id)
    })

  /** Nobody can tell any more how it ended; it stays unknown. */
  const endUnreadable = (id: JobId) => (record: ActiveRecord) =>
    Effect.whenEffect(store.settled(id), endProcessesOf(record))

  /** A mark that tells nothing, of a job that is not there: it may be in the making, but not for days. */
  const forgetNameless = (id: JobId) =>
    Effect.gen(function* () {
      const { mtime } = yield* fs.stat(activePathOf(home, id))
      const before = (yield* Clock.currentTimeMillis) - Duration.toMillis(patience)
      if (Option.exists(mtime, (at) => at.getTime() < before)) yield* store.settled(id)
    }).pipe(Effect.ignore)

  return { forget, forgetNameless, endUnreadable }
}
