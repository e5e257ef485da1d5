import { FileSystem } from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Layer, Option, Ref, Schema, Stream } from "effect"
import { forEachInTurns } from "../domain/InTurns.ts"
import { isOver, type Job, type JobId, startedAtOf, statusOf } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { JobChanges } from "./JobChanges.ts"
import { JobStore } from "./JobStore.ts"
import { PythonImport } from "./PythonImport.ts"

const newestShown = 200
const writeInterval = "1 second"

const Time = Schema.NullOr(Schema.String)

const Entry = Schema.Struct({
  id: Schema.String,
  label: Schema.NullOr(Schema.String),
  tool: Schema.String,
  status: Schema.String,
  reason: Schema.NullOr(Schema.String),
  created_at: Schema.String,
  started_at: Time,
  completed_at: Time,
  exit_code: Schema.NullOr(Schema.Int),
  error: Schema.NullOr(Schema.String),
})
type Entry = typeof Entry.Type

/** `meta/jobs.json`: derived, for people and other programs; nothing of ours reads it. */
const SnapshotFile = Schema.Struct({
  format: Schema.Literal("python-executor-mcp/1"),
  jobs: Schema.Array(Entry),
})

/**
 * Keeps the snapshot true while the server lives: at most once a second, last writer wins. Whoever
 * changes jobs stands on this layer, so that the last snapshot comes after the last change.
 */
export const snapshotLayer = Layer.scopedDiscard(
  Effect.gen(function* () {
    const changes = (yield* JobChanges).stream
    const { write } = yield* makeWrite
    const stale = yield* Ref.make(false)
    const refresh = Effect.whenEffect(write, Ref.getAndSet(stale, false))
    yield* Effect.addFinalizer(() => refresh)
    yield* changes.pipe(
      Stream.tap(() => Ref.set(stale, true)),
      Stream.buffer({ capacity: 1, strategy: "sliding" }),
      Stream.runForEach(() => Effect.zipRight(Effect.sleep(writeInterval), refresh)),
      Effect.forkScoped,
    )
  }),
)

const makeWrite = Effect.gen(function* () {
  const store = yield* JobStore
  const files = yield* DurableFiles
  const fs = yield* FileSystem
  const python = yield* PythonImport
  const { home } = yield* Settings
  // An ended job never changes again: only the others are read anew.
  let ended = new Map<JobId, Entry>()

  const entry = (id: JobId) =>
    ended.has(id)
      ? Effect.succeed(Option.fromNullable(ended.get(id)))
      : Effect.map(
          store.read(id),
          Option.map((job) => {
            const made = entryOf(job)
            if (isOver(job.state)) ended.set(id, made)
            return made
          }),
        )

  const write = Effect.gen(function* () {
    const ids = yield* store.newestIds(newestShown)
    const jobs = Arr.getSomes(yield* forEachInTurns(ids, entry))
    ended = new Map([...ended].filter(([id]) => ids.includes(id)))
    yield* fs.makeDirectory(`${home}/meta`, { recursive: true })
    const snapshot = { format: "python-executor-mcp/1", jobs } as const
    // Just before, so that a list which came meanwhile is not overwritten.
    yield* python.keepAside
    yield* files.replace(`${home}/meta/jobs.json`, SnapshotFile, snapshot)
  }).pipe(
    Effect.catchAll((error) => Effect.logWarning("meta/jobs.json was not written", error.message)),
  )
  return { write }
})

const entryOf = (job: Job): Entry => {
  const end = job.state._tag === "Ended" ? job.state.end : null
  return {
    id: job.id,
    label: job.job.label,
    tool: job.job.tool,
    status: statusOf(job.state),
    reason: end?.reason ?? null,
    created_at: job.job.created_at,
    started_at: startedAtOf(job),
    completed_at: end?.ended_at ?? null,
    exit_code: end?.exit_code ?? null,
    error: end?.error ?? null,
  }
}
