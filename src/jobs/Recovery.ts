import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Context, Duration, Effect, Layer, Option } from "effect"
import { isOver, type Job, type JobId, type StoreUnavailable } from "../domain/Job.ts"
import type { ActiveRecord, Owner } from "../domain/JobFiles.ts"
import { Settings, shutdownGrace } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { supervisorLost, treeIn } from "../processes/LostProcesses.ts"
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

/** Beyond the grace: SIGKILL, two looks, and the record. */
const supervisorPatience = Duration.seconds(3)

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
        const judged = yield* fate(holderOf(owner, job), job.job.on_server_exit)
        if (judged === "alive") return false
        // Of what has not begun its script, a supervisor records no end.
        const isAwaited = judged === "ending" && Option.isSome(job.started)
        if (isAwaited && (yield* endings.awaited(job.id))) return true
        const line = Effect.logInfo("a job of a server that is gone gets its end")
        yield* Effect.annotateLogs(line, { job: job.id, server: owner.server.id, judged })
        // Of another boot, nobody is left; of another machine, nobody is within reach.
        const killed = yield* endings.endProcesses(job.job.cookie, owner, job)
        yield* endings.record(job, draftFor(job, judged, killed), killed)
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
        const killed = yield* endings.endProcesses(job.job.cookie, owner, job)
        yield* endings.record(job, draft, killed)
        return true
      })

      return { recoverAll, recover, endFromHere }
    }),
  )
}

/** Who answers for a job by now: its supervisor may have been lost, and replaced, before its script began. */
const holderOf = (owner: Owner, { started }: Job): Owner =>
  Option.match(
    Option.flatMapNullable(started, ({ helper }) => helper),
    {
      onNone: () => owner,
      onSome: (helper) => ({ ...owner, helper }),
    },
  )

/** Why a job of a gone server failed: the first that fits. */
const draftFor = (job: Job, fate: Fate, killed: number): EndDraft => {
  if (fate === "rebooted") return EndDraft.failed("machine_rebooted", serverGone)
  // begun.json may not have reached the disk, when its server died in that moment.
  const begun = Option.isSome(job.begun) || Option.isSome(job.started) || killed > 0
  if (!begun) return EndDraft.failed("never_started", serverGone)
  // Its supervisor would have seen the script through, had it lived.
  const wasKept = job.job.on_server_exit === "keep" && Option.isSome(job.started)
  return wasKept
    ? EndDraft.failed("supervisor_lost", supervisorLost)
    : EndDraft.failed("server_exited", serverGone)
}

const makeEndings = Effect.gen(function* () {
  const store = yield* JobStore
  const output = yield* OutputFiles
  const server = yield* ThisServer
  const trees = yield* TreeEnding
  const files = yield* DurableFiles
  const { killGrace } = yield* Settings

  /** Whether or not started.json is there: the cookie finds whoever was begun. */
  const endProcesses = Effect.fnUntraced(function* (cookie: string, owner: Owner, job?: Job) {
    if (!sameHouse(owner, server.owner)) return 0
    const leader = job?.started ?? Option.none()
    const known = job === undefined ? [] : yield* treeIn(files, job.folder)
    const query = { cookie, leader, youngerOnly: false, known }
    return yield* trees.end(query, shutdownGrace(killGrace))
  })

  /** Whether a supervisor that ends its jobs has recorded this one's end in time. */
  const awaited = (id: JobId) =>
    Effect.delay(store.has(id, JobFile.exit), "50 millis").pipe(
      Effect.repeat({ until: (ended) => ended }),
      Effect.timeoutTo({
        duration: Duration.sum(shutdownGrace(killGrace), supervisorPatience),
        onSuccess: () => true,
        onTimeout: () => false,
      }),
      Effect.tap((ended) => (ended ? store.settled(id) : Effect.void)),
    )

  const record = (job: Job, draft: EndDraft, killed: number) =>
    Effect.gen(function* () {
      const end = yield* completeEnd(job, draft, output, server.owner.server.id, killed)
      yield* store.writeOnce(job.id, JobFile.exit, end)
      yield* store.settled(job.id)
    })

  return { endProcesses, awaited, record }
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
      yield* endProcesses(cookie, owner)
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
