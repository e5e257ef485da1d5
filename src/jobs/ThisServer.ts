import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, Schedule, SynchronizedRef } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { type Owner, ServerRecord } from "../domain/JobFiles.ts"
import { Settings } from "../domain/Settings.ts"
import { nowIso } from "../domain/Time.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { OnServerExit } from "../processes/OnServerExit.ts"
import { ServerIdentity } from "../processes/ServerIdentity.ts"
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
      const { owner, recordPath: path } = yield* ServerIdentity
      const files = yield* DurableFiles
      const fs = yield* FileSystem
      const { writable } = yield* StateDirectory
      const onServerExit = yield* OnServerExit
      const { home } = yield* Settings
      const scope = yield* Effect.scope
      const started_at = yield* nowIso
      const present = Effect.suspend(() =>
        files.writeOnce(path, ServerRecord, { owner, started_at }),
      )
      const announce = Effect.gen(function* () {
        yield* writable
        yield* fs.makeDirectory(`${home}/servers`, { recursive: true }).pipe(Effect.ignore)
        yield* present
      })
      // A record that somebody took for a dead server's is written again, with the folders above it.
      const touch = Effect.flatMap(nowSeconds, (now) => fs.utimes(path, now, now)).pipe(
        Effect.catchAll(() => announce),
        Effect.ignoreLogged,
      )
      const write = Effect.gen(function* () {
        yield* announce
        // A fork inherits whether it may be interrupted, and a job is made where nothing may be.
        yield* touch.pipe(
          Effect.schedule(Schedule.spaced(heartbeat)),
          Effect.interruptible,
          Effect.forkIn(scope),
        )
      })
      const registered = yield* SynchronizedRef.make(false)
      // A supervisor that sees jobs through without us speaks for them there, and removes it at last.
      const leave = Effect.gen(function* () {
        if (!(yield* SynchronizedRef.get(registered))) return
        if ((yield* onServerExit.means) === "stop") yield* Effect.ignore(fs.remove(path))
      })
      yield* Effect.addFinalizer(() => leave)
      const register = SynchronizedRef.updateEffect(registered, (done) =>
        done ? Effect.succeed(true) : Effect.as(write, true),
      )
      return { owner, register }
    }),
  )
}

const nowSeconds = Effect.map(Effect.clock, (clock) => clock.unsafeCurrentTimeMillis() / 1000)
