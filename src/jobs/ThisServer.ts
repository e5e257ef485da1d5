import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, Option, Schedule, SynchronizedRef } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { type Owner, ServerRecord } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { nowIso } from "../domain/Time.ts"
import { ulid } from "../domain/Ulid.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { ProcessTable } from "../processes/ProcessTable.ts"
import { StateDirectory } from "../processes/StateDirectory.ts"

const heartbeat = Duration.seconds(10)

/** Who this server is, to the jobs that it makes. */
export class ThisServer extends Context.Tag("python-mcp/ThisServer")<
  ThisServer,
  {
    readonly owner: Owner
    /** Writes `servers/<id>.json` at the first call and touches it from then on. */
    readonly register: Effect.Effect<void, StoreUnavailable>
  }
>() {
  static readonly layer = Layer.scoped(
    ThisServer,
    Effect.gen(function* () {
      const owner = yield* identity
      const files = yield* DurableFiles
      const fs = yield* FileSystem
      const { writable } = yield* StateDirectory
      const { home } = yield* Settings
      const scope = yield* Effect.scope
      const path = `${home}/servers/${owner.server.id}.json`
      const started_at = yield* nowIso
      const present = Effect.suspend(() =>
        files.writeOnce(path, ServerRecord, { owner, started_at }),
      )
      // A record that somebody took for a dead server's is written again.
      const touch = Effect.flatMap(nowSeconds, (now) => fs.utimes(path, now, now)).pipe(
        Effect.catchAll(() => present),
        Effect.ignoreLogged,
      )
      const write = Effect.gen(function* () {
        yield* writable
        yield* fs.makeDirectory(`${home}/servers`, { recursive: true }).pipe(Effect.ignore)
        yield* present
        // A fork inherits whether it may be interrupted, and a job is made where nothing may be.
        yield* touch.pipe(
          Effect.schedule(Schedule.spaced(heartbeat)),
          Effect.interruptible,
          Effect.forkIn(scope),
        )
      })
      yield* Effect.addFinalizer(() => Effect.ignore(fs.remove(path)))
      const registered = yield* SynchronizedRef.make(false)
      const register = SynchronizedRef.updateEffect(registered, (done) =>
        done ? Effect.succeed(true) : Effect.as(write, true),
      )
      return { owner, register }
    }),
  )
}

const nowSeconds = Effect.map(Effect.clock, (clock) => clock.unsafeCurrentTimeMillis() / 1000)

const identity = Effect.gen(function* () {
  const host = yield* Host
  const table = yield* ProcessTable
  const place = yield* table.place
  const self = yield* table.identify(host.pid)
  return {
    server: {
      id: yield* ulid,
      pid: host.pid,
      start: Option.match(self, { onNone: () => "", onSome: ({ start }) => start }),
    },
    helper: null,
    host: place.host,
    boot_id: place.bootId,
    pid_ns: place.pidNamespace,
  } satisfies Owner
})
