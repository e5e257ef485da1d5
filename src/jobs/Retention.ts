import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Duration, Effect, Layer, Option, Schedule, Schema } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { Settings } from "../domain/Settings.ts"
import { isoOf, millisOf } from "../domain/Time.ts"
import { timeOf } from "../domain/Ulid.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { StateDirectory } from "../processes/StateDirectory.ts"
import { JobLedger } from "./JobLedger.ts"
import { JobStore } from "./JobStore.ts"
import { believedTime, oldestKept, type SweptAt, surplusOf } from "./RetentionRule.ts"
import { Sweeper } from "./Sweeper.ts"

/** By then, what a server does when it starts is over. */
const firstDelay = "15 seconds"

const interval = Duration.hours(1)

/** So that nobody waits for a history of thousands to be looked through. */
const pause = Duration.millis(25)

/** What was believed before any of this existed is no belief to go on from. */
const leastBelieved = millisOf("2026-01-01T00:00:00.000Z")

/** `meta/retention.json`: when somebody last swept, by the clock and by what was believed of it. */
const RetentionRecord = Schema.Struct({ swept_at: Schema.String, believed: Schema.String })

/**
 * Removes ended jobs that are too old, too many or too large together, in the background: one server of
 * each state directory does, once an hour at most. On its way it keeps the books of past days.
 */
export const retentionLayer = Layer.scopedDiscard(
  Effect.gen(function* () {
    const { sweepIfDue } = yield* makeSweep
    yield* Effect.ignoreLogged(sweepIfDue).pipe(
      Effect.repeat(Schedule.spaced(interval)),
      Effect.delay(firstDelay),
      Effect.forkScoped,
    )
  }),
)

const makeSweep = Effect.gen(function* () {
  const files = yield* DurableFiles
  const ledger = yield* JobLedger
  const sweeper = yield* Sweeper
  const state = yield* StateDirectory
  const fs = yield* FileSystem
  const { home, retention } = yield* Settings
  const forgetScripts = yield* makeForgetScripts
  const path = `${home}/meta/retention.json`

  const last = Effect.map(
    Effect.orElseSucceed(files.read(path, RetentionRecord), () =>
      Option.none<typeof RetentionRecord.Type>(),
    ),
    (found) =>
      found.pipe(
        Option.map(
          ({ swept_at, believed }): SweptAt => ({
            clock: millisOf(swept_at),
            believed: millisOf(believed),
          }),
        ),
        Option.filter((last) => Math.min(last.clock, last.believed) >= leastBelieved),
        Option.getOrNull,
      ),
  )

  const keepRecord = Effect.fnUntraced(function* (clock: number, believed: number) {
    // Where there was nothing to go by, nothing is believed: the next sweep is the first again.
    if (believed < leastBelieved) return
    yield* fs.makeDirectory(`${home}/meta`, { recursive: true })
    yield* files.replace(path, RetentionRecord, {
      swept_at: isoOf(clock),
      believed: isoOf(believed),
    })
  })

  const sweep = Effect.gen(function* () {
    const clock = yield* Clock.currentTimeMillis
    const before = yield* last
    const { entries } = yield* ledger.ended(pause)
    const believed = believedTime(clock, before, entries)
    const removed = yield* ledger.remove(surplusOf(entries, retention, { clock, believed }))
    yield* forgetScripts(oldestKept(retention, believed))
    yield* keepRecord(clock, believed)
    const line = Effect.logInfo("ended jobs were removed by retention")
    if (removed.jobs > 0 || removed.failed > 0) yield* Effect.annotateLogs(line, { ...removed })
  })

  const isDue = Effect.gen(function* () {
    const before = yield* last
    const passed = (yield* Clock.currentTimeMillis) - (before?.clock ?? 0)
    // A sweep in the future was one of a clock that has been set back since.
    return passed < 0 || passed >= Duration.toMillis(interval)
  })

  const sweepIfDue = Effect.gen(function* () {
    // Where there is no job, there is nothing to tidy up, and nobody has to be told of us.
    const isUsed = yield* fs.exists(`${home}/jobs`)
    if (!isUsed || (yield* state.isForeign) || !(yield* sweeper.isOurs)) return
    yield* ledger.keepCounts
    if (yield* isDue) yield* Effect.zipRight(sweep, ledger.keepCounts)
  }).pipe(Effect.withSpan("Retention.sweep"))

  return { sweepIfDue }
})

/** Inline code that was last used so long ago: the jobs that it was kept for are gone. */
const makeForgetScripts = Effect.gen(function* () {
  const fs = yield* FileSystem
  const store = yield* JobStore
  const { home } = yield* Settings
  const folder = `${home}/autosaved_scripts`

  return Effect.fnUntraced(function* (before: number) {
    // A job that runs may read its script again, however long ago it began.
    const begun = (yield* store.active).map(({ id }) => timeOf(id) - scriptLead)
    const limit = Math.min(before, ...begun)
    const forget = Effect.fnUntraced(function* (path: string) {
      const { mtime } = yield* fs.stat(path)
      if (Option.exists(mtime, (at) => at.getTime() < limit)) yield* fs.remove(path)
    }, Effect.ignore)
    const names = yield* namesOrNone(fs, folder)
    yield* Effect.forEach(names, (name) => forget(`${folder}/${name}`), { discard: true })
  })
})

/** A script is kept a moment before its job has an id. */
const scriptLead = Duration.toMillis("1 hour")
