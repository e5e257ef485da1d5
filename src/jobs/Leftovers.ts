import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Context, Duration, Effect, Layer, Option } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { ServerRecord } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { isTemporary, isTemporaryOfOurs } from "../processes/DurableWrite.ts"
import { ServerIdentity } from "../processes/ServerIdentity.ts"
import { removedPrefix } from "./JobRemoval.ts"
import { OwnerFate } from "./OwnerFate.ts"
import { patience } from "./Patience.ts"

/** Where servers make things aside before they give them their name; a job's own go with the job. */
const workshops = [
  "",
  "active",
  "autosaved_scripts",
  "cache",
  "cache/code",
  "environments/named",
  "environments/requests",
  "meta",
  "scripts",
  "servers",
]

/** A job on its way out, or on its way in from elsewhere. */
const isJobAside = (name: string): boolean =>
  name.startsWith(removedPrefix) || /^\.tmp-\d+$/.test(name)

/** Where what is made is a folder, and the work of minutes. */
const buildingSites = ["environments", "uv"]

/** Sweeps away what servers that were killed have left half-made. */
export class Leftovers extends Context.Tag("python-mcp/Leftovers")<
  Leftovers,
  {
    /** Removes what is older than this and no build that may still go on; tells how many that were. */
    readonly sweep: (age: Duration.Duration) => Effect.Effect<number>
  }
>() {
  /** Sweeps once by itself, too. */
  static readonly layer = Layer.scoped(
    Leftovers,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem
  const server = yield* ServerIdentity
  const { home, environmentTimeout } = yield* Settings

  const removeOld = Effect.fnUntraced(
    function* (path: string, before: number, kinds: ReadonlyArray<string> = ["File"]) {
      const { mtime, type } = yield* fs.stat(path)
      if (!kinds.includes(type) || Option.exists(mtime, (at) => at.getTime() >= before)) return 0
      yield* fs.remove(path, { recursive: type === "Directory" })
      return 1
    },
    Effect.orElseSucceed(() => 0),
  )

  const namedIn = (folder: string, isOurs: (name: string) => boolean) =>
    Effect.map(namesOrNone(fs, folder), (names) =>
      names.filter(isOurs).map((name) => `${folder}/${name}`),
    )

  /** A builder signs its work: one that lives goes on; what is nobody's that can be looked at gets older first. */
  const isGone = (path: string) =>
    Effect.map(Effect.transposeMapOption(builderOf(path), server.isGone), Option.flatten)

  const sweep = Effect.fn("Leftovers.sweep")(function* (age: Duration.Duration) {
    const now = yield* Clock.currentTimeMillis
    const before = now - Duration.toMillis(age)
    const days = yield* namesOrNone(fs, `${home}/jobs`)
    const folders = [...workshops, ...days.map((name) => `jobs/${name}`)]
    const files = yield* Effect.forEach(folders, (name) =>
      namedIn(`${home}/${name}`, isTemporaryOfOurs),
    )
    const swept = yield* Effect.forEach(files.flat(), (path) => removeOld(path, before))
    const jobs = yield* Effect.forEach(days, (name) => namedIn(`${home}/jobs/${name}`, isJobAside))
    const cleared = yield* Effect.forEach(jobs.flat(), (path) =>
      removeOld(path, before, ["Directory"]),
    )
    const sites = yield* Effect.forEach(buildingSites, (name) =>
      namedIn(`${home}/${name}`, isTemporary),
    )
    const longest = Duration.max(age, Duration.min(environmentTimeout, patience))
    const torn = yield* Effect.forEach(sites.flat(), (path) =>
      Effect.flatMap(isGone(path), (gone) => {
        const waits = Option.match(gone, {
          onNone: () => longest,
          onSome: (isDead) => (isDead ? Duration.zero : patience),
        })
        return removeOld(path, now - Duration.toMillis(waits) + 1, ["Directory", "File"])
      }),
    )
    return [...swept, ...cleared, ...torn].reduce((sum, one) => sum + one, 0)
  })

  const { sweepServers } = yield* makeSweepServers(removeOld)
  yield* Effect.forkScoped(Effect.zipRight(sweepServers, sweep(patience)))
  return { sweep } satisfies Leftovers["Type"]
})

/** A server touches its record every few seconds: one that is so old was killed, or sleeps. */
const makeSweepServers = Effect.fnUntraced(function* (
  removeOld: (path: string, before: number) => Effect.Effect<number>,
) {
  const fs = yield* FileSystem
  const files = yield* DurableFiles
  const fate = yield* OwnerFate
  const { home } = yield* Settings
  const before = (yield* Clock.currentTimeMillis) - Duration.toMillis(patience)

  const isAlive = (path: string) =>
    files.read(path, ServerRecord).pipe(
      Effect.orElseSucceed(() => Option.none<ServerRecord>()),
      Effect.flatMap(
        Option.match({
          onNone: () => Effect.succeed(false),
          onSome: ({ owner }) => Effect.map(fate.of(owner), (judged) => judged === "alive"),
        }),
      ),
    )

  const names = namesOrNone(fs, `${home}/servers`)
  const sweepServers = Effect.flatMap(names, (found) =>
    Effect.forEach(
      found.map((name) => `${home}/servers/${name}`),
      (path) => Effect.unlessEffect(removeOld(path, before), isAlive(path)),
      { discard: true },
    ),
  )

  return { sweepServers }
})

/** `.tmp-<signature>-…`: who builds there. */
const builderOf = (path: string): Option.Option<string> =>
  Option.fromNullable(/\/\.tmp-([0-9a-f]{8}-\d+-[0-9A-Za-z]*)-[^/]*$/.exec(path)?.[1])
