import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Duration, Effect, FiberHandle, Layer, Option, Random, Schedule } from "effect"
import { Host } from "../domain/Host.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "./DurableFiles.ts"
import { temporaryName } from "./DurableWrite.ts"
import { FreeSpace, leastFree } from "./FreeSpace.ts"

const reserveBytes = 1024 * 1024

const retryInterval = Duration.seconds(10)

/** Space that is kept for the records of ends: a job that has filled the disk has an end all the same. */
export class Reserve extends Context.Tag("python-mcp/Reserve")<
  Reserve,
  {
    /** Makes it in the background where it is missing, as soon as there is room. */
    readonly keep: Effect.Effect<void>
    /** Frees it for a record; false where there is none. It is made again later. */
    readonly spend: Effect.Effect<boolean>
  }
>() {
  /** `<home>/reserve`. */
  static readonly layer = Layer.scoped(
    Reserve,
    Effect.suspend(() => make),
  )

  /** DurableFiles of which the records of ends (exit.json, end.json) may use the reserve up. */
  static readonly filesLayer: Layer.Layer<DurableFiles, never, DurableFiles | Reserve> =
    Layer.effect(
      DurableFiles,
      Effect.gen(function* () {
        const files = yield* DurableFiles
        const reserve = yield* Reserve
        return {
          ...files,
          writeOnce: (path, schema, value, options) => {
            const write = files.writeOnce(path, schema, value, options)
            if (!isEndRecord.test(path)) return write
            return Effect.catchIf(
              write,
              (error) => error.isFull,
              (error) =>
                Effect.flatMap(reserve.spend, (spent) => (spent ? write : Effect.fail(error))),
            )
          },
        } satisfies DurableFiles["Type"]
      }),
    )
}

// A stop.json, too: what fills the disk may be the job that is to be ended.
const isEndRecord = /\/(?:exit|end|stop)\.json$/

const make = Effect.gen(function* () {
  const fs = yield* FileSystem
  const host = yield* Host
  const space = yield* FreeSpace
  const { home } = yield* Settings
  const keeper = yield* FiberHandle.make<void, unknown>()
  const path = `${home}/reserve`

  const isWhole = fs.stat(path).pipe(
    Effect.map(({ size }) => Number(size) === reserveBytes),
    Effect.orElseSucceed(() => false),
  )

  const hasRoom = Effect.map(
    space.at(home),
    Option.match({
      onNone: () => true,
      onSome: (room) => room.free >= leastFree(room) + reserveBytes,
    }),
  )

  // Random bytes: what compresses, or is all zeros, some file systems do not store.
  const bytes = Effect.sync(() => Buffer.from(host.secret(reserveBytes), "hex"))

  const put = Effect.gen(function* () {
    const random = yield* Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER)
    const temporary = `${home}/${temporaryName(random, "reserve")}`
    yield* fs.writeFile(temporary, yield* bytes, { mode: 0o600 }).pipe(
      Effect.zipRight(fs.rename(temporary, path)),
      Effect.onError(() => Effect.ignore(fs.remove(temporary, { force: true }))),
    )
  }).pipe(Effect.uninterruptible)

  const tryOnce = Effect.gen(function* () {
    if (yield* isWhole) return
    if (!(yield* hasRoom)) return yield* Effect.fail("no room")
    yield* put
  })

  const keepAfter = (delay: Duration.Duration) =>
    Effect.retry(tryOnce, Schedule.spaced(retryInterval)).pipe(
      Effect.delay(delay),
      Effect.interruptible,
      (kept) => FiberHandle.run(keeper, kept, { onlyIfMissing: true }),
      Effect.asVoid,
    )

  const spend = fs.remove(path).pipe(
    Effect.zipRight(Effect.logWarning("The disk is full: the reserve is used for a job's end.")),
    Effect.as(true),
    Effect.orElseSucceed(() => false),
    // Not at once: it would take the space back that the record needs.
    Effect.tap(keepAfter(retryInterval)),
  )

  return { keep: Effect.asVoid(Effect.unlessEffect(keepAfter(Duration.zero), isWhole)), spend }
})
