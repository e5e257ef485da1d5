import { Array as Arr, Effect, Either, Option, Order, Schema, Stream } from "effect"
import { differences } from "../domain/Differences.ts"
import { isOver, type Job, statusOf } from "../domain/Job.ts"
import { isoOf, millisOf } from "../domain/Time.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { JobWatch } from "../jobs/JobWatch.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { type ScriptEntry, ScriptStore } from "../scripts/ScriptStore.ts"
import { CursorInvalid, type ResourceEntry, type ResourcePage } from "./Resource.ts"
import { jobStreamUri, jobUri, scriptUri } from "./uris.ts"

const pageSize = 50

/** So many jobs are listed beside those that run. */
const newestJobs = 50

/**
 * Where an entry stands, whatever comes and goes around it: jobs before scripts, the newest job first,
 * names, then kinds. A cursor is the key of the last entry that its owner has seen.
 */
const Key = Schema.Tuple(
  Schema.Literal(0, 1),
  // Minus its time, so that the newest stands first.
  Schema.JsonNumber,
  Schema.String,
  Schema.String,
)
type Key = typeof Key.Type

const byKey: Order.Order<Key> = Order.tuple(Order.number, Order.number, Order.string, Order.string)

const Cursor = Schema.compose(Schema.StringFromBase64Url, Schema.parseJson(Key))
const decodeCursor = Schema.decodeUnknownEither(Cursor)
const encodeCursor = Schema.encodeSync(Cursor)

interface Keyed {
  readonly key: Key
  readonly entry: ResourceEntry
}

/** The running and the newest jobs, then the saved scripts: the page after a cursor. */
export const listResources = Effect.fn("tools.listResources")(function* (
  cursor: Option.Option<string>,
) {
  const after = yield* Effect.transposeMapOption(cursor, keyOf)
  const all = Arr.sortWith([...(yield* jobEntries), ...(yield* scriptEntries)], keyIn, byKey)
  const ahead = Option.match(after, {
    onNone: () => all,
    onSome: (seen) => all.filter(({ key }) => byKey(key, seen) > 0),
  })
  const page = ahead.slice(0, pageSize)
  const last = page.at(-1)
  return {
    resources: page.map(({ entry }) => entry),
    ...(last === undefined || page.length === ahead.length
      ? {}
      : { nextCursor: encodeCursor(last.key) }),
  } satisfies ResourcePage
})

/** Emits whenever the list would be another one: at most once a second. */
export const listDifferences = Stream.unwrap(
  Effect.gen(function* () {
    const jobs = (yield* JobWatch).sign
    const scripts = (yield* ScriptStore).sign
    const look = Effect.zipWith(jobs, scripts, (a, b) => `${a}\n\n${b}`)
    return Stream.map(differences(look, "1 second"), () => undefined)
  }),
)

const keyIn = ({ key }: Keyed): Key => key

const keyOf = (cursor: string) =>
  Either.mapLeft(decodeCursor(cursor), () => new CursorInvalid({ cursor }))

/** A disk that does not answer shows nothing: the tools say why. */
const jobEntries = Effect.gen(function* () {
  const registry = yield* JobRegistry
  const active = yield* registry.active
  const { jobs } = yield* registry.list({ status: Option.none(), limit: newestJobs })
  const all = Arr.dedupeWith([...active, ...jobs], (a, b) => a.id === b.id)
  return (yield* Effect.forEach(all, entriesOf)).flat()
}).pipe(Effect.catchTag("StoreUnavailable", () => Effect.succeed<Array<Keyed>>([])))

/** A job is two resources: how it stands, and what it prints. */
const entriesOf = Effect.fnUntraced(function* (job: Job) {
  const title = job.job.label ?? job.job.tool
  const shared = {
    description: statusOf(job.state),
    lastModified: yield* lastModified(job),
    priority: isOver(job.state) ? 0.3 : 0.8,
  }
  const at = -millisOf(job.job.created_at)
  return [
    {
      key: [0, at, job.id, "job"],
      entry: {
        ...shared,
        uri: jobUri(job.id),
        name: `job ${job.id}`,
        title,
        mimeType: "application/json",
      },
    },
    {
      key: [0, at, job.id, "job-stream"],
      entry: {
        ...shared,
        uri: jobStreamUri(job.id),
        name: `output of ${job.id}`,
        title: `Output of ${title}`,
        mimeType: "text/plain",
      },
    },
  ] satisfies ReadonlyArray<Keyed>
})

const lastModified = Effect.fnUntraced(function* ({ state, folder, job }: Job) {
  if (state._tag === "Ended") return state.end.ended_at
  const written = yield* (yield* OutputFiles).lastWrite(folder)
  return written === null ? job.created_at : isoOf(written)
})

const scriptEntries: Effect.Effect<ReadonlyArray<Keyed>, never, ScriptStore> = Effect.flatMap(
  ScriptStore,
  ({ list }) => list(false),
).pipe(
  Effect.orElseSucceed((): ReadonlyArray<ScriptEntry> => []),
  Effect.map((scripts) => scripts.map(scriptEntry)),
)

const scriptEntry = ({ name, docstring, bytes, modifiedAt }: ScriptEntry): Keyed => ({
  key: [1, 0, name, "script"],
  entry: {
    uri: scriptUri(name),
    name,
    title: `Script ${name}`,
    mimeType: "text/x-python",
    priority: 0.3,
    ...(docstring === null ? {} : { description: docstring }),
    ...(bytes === null ? {} : { size: bytes }),
    ...(modifiedAt === 0 ? {} : { lastModified: isoOf(modifiedAt) }),
  },
})
