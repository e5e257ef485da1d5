import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import { isOver, type Job, type StoreUnavailable } from "../domain/Job.ts"
import type { Owner } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { StateDirectory } from "../processes/StateDirectory.ts"
import type { EndDraft } from "./JobEnd.ts"
import { type ActiveJob, JobStore } from "./JobStore.ts"
import { draftFor, makeEndings } from "./LostEndings.ts"
import { type Fate, OwnerFate, sameHouse } from "./OwnerFate.ts"
import { makeStrays } from "./Strays.ts"
import { ThisServer } from "./ThisServer.ts"

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
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const store = yield* JobStore
  const server = yield* ThisServer
  const endings = yield* makeEndings
  const { of: fate } = yield* OwnerFate
  const { isForeign } = yield* StateDirectory
  const { home } = yield* Settings
  const strays = makeStrays(store, endings, fate, yield* FileSystem, home)
  const recover = makeRecover(store, endings, fate, isForeign)

  /** An owner who lives takes the mark away itself, when it has done with the job. */
  const isAwaited = (record: ActiveJob["record"]) =>
    Option.match(record, {
      onNone: () => Effect.succeed(false),
      onSome: ({ owner }) => Effect.map(fate(owner), (judged) => judged === "alive"),
    })

  const recoverFound = (job: Job, record: ActiveJob["record"]) => {
    if (job.state._tag === "Ended") {
      return Effect.asVoid(Effect.unlessEffect(endings.settled(job.id), isAwaited(record)))
    }
    if (job.state._tag !== "Unreadable") return Effect.asVoid(recover(job))
    return Effect.forEach(Option.toArray(record), strays.endUnreadable(job.id), { discard: true })
  }

  const recoverOne = Effect.fnUntraced(function* ({ id, record }: ActiveJob) {
    const job = yield* store.read(id)
    if (Option.isSome(job)) return yield* recoverFound(job.value, record)
    if (Option.isNone(record)) return yield* strays.forgetNameless(id)
    if ((yield* fate(record.value.owner)) === "alive") return
    // Its maker is dead now, so nothing comes any more; but job.json may have come meanwhile.
    const late = yield* store.read(id)
    if (Option.isSome(late)) yield* recoverFound(late.value, record)
    else yield* strays.forget(id, record.value)
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
    const { owner, cookie } =
      job.job.owner === null
        ? Option.getOrElse(yield* store.markOf(job.id), () => job.job)
        : job.job
    if (owner === null || !sameHouse(owner, server.owner)) return false
    if (yield* isForeign) return false
    const killed = yield* endings.endProcesses(cookie, owner, job)
    yield* endings.record(job, draft, killed)
    return true
  })

  return { recoverAll, recover, endFromHere } satisfies Recovery["Type"]
})

/** Gives the job of a dead owner its end. */
const makeRecover = (
  store: JobStore["Type"],
  endings: Effect.Effect.Success<typeof makeEndings>,
  fate: OwnerFate["Type"]["of"],
  isForeign: Effect.Effect<boolean>,
) => {
  const endLost = Effect.fnUntraced(function* (job: Job, owner: Owner, judged: Fate) {
    if (job.state._tag === "Unreadable") return false
    if (job.state._tag === "Ended") return yield* Effect.as(endings.settled(job.id), true)
    const line = Effect.logInfo("a job of a server that is gone gets its end")
    yield* Effect.annotateLogs(line, { job: job.id, server: owner.server.id, judged })
    // Of another boot, nobody is left; of another machine, nobody is within reach.
    const killed = yield* endings.endProcesses(job.job.cookie, owner, job)
    yield* endings.record(job, draftFor(job, judged, killed), killed)
    return true
  })

  return Effect.fn("Recovery.recover")(function* (job: Job) {
    const owner = job.job.owner
    // What a newer version has made, only that one may judge.
    if (owner === null || isOver(job.state) || (yield* isForeign)) return false
    const judged = yield* fate(holderOf(owner, job), job.job.on_server_exit)
    if (judged === "alive") return false
    // Of what has not begun its script, a supervisor records no end.
    const isAwaited = judged === "ending" && Option.isSome(job.started)
    if (isAwaited && (yield* endings.awaited(job.id))) return true
    // Between our look and the verdict its owner may have gone on with it, as far as to its end.
    const fresh = yield* store.read(job.id)
    return Option.isSome(fresh) && (yield* endLost(fresh.value, owner, judged))
  })
}

/** Who answers for a job by now: its supervisor may have been lost, and replaced, before the script. */
const holderOf = (owner: Owner, { started }: Job): Owner =>
  Option.match(
    Option.flatMapNullable(started, ({ helper }) => helper),
    {
      onNone: () => owner,
      onSome: (helper) => ({ ...owner, helper }),
    },
  )
