import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Context, Duration, Effect, Layer, Random } from "effect"
import type { Owner } from "../domain/JobFiles.ts"
import { modifiedAt } from "../domain/ModifiedAt.ts"
import { codeOf } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { temporaryName } from "../processes/DurableWrite.ts"
import { ProcessTable } from "../processes/ProcessTable.ts"
import { ThisServer } from "./ThisServer.ts"

/**
 * What is known about the server that something belongs to. "ending": it is dead, and its supervisor is
 * about to end what it held and to record that.
 */
export type Fate = "alive" | "ending" | "dead" | "rebooted" | "silent"

/** A server on another machine is taken for dead when its record is older than this. */
const silenceLimit = Duration.seconds(120)

/** What a loaded machine may be late by, far more than any clock drifts. */
const napMillis = 5000

/** Judges servers: nobody is taken for dead who may be alive. */
export class OwnerFate extends Context.Tag("python-mcp/OwnerFate")<
  OwnerFate,
  {
    /** Of a server, for a job of its that does or does not outlive it in its supervisor's hands. */
    readonly of: (owner: Owner, onServerExit?: "stop" | "keep") => Effect.Effect<Fate>
  }
>() {
  static readonly layer = Layer.effect(
    OwnerFate,
    Effect.gen(function* () {
      const server = yield* ThisServer
      const table = yield* ProcessTable
      const elsewhere = yield* makeElsewhere

      const isAlive = ({ boot_id }: Owner, one: Owner["helper"]) =>
        one === null ? Effect.succeed(false) : table.isAlive({ ...one, boot_id })

      const here = Effect.fnUntraced(function* (owner: Owner, onServerExit: "stop" | "keep") {
        if (yield* isAlive(owner, owner.server)) return "alive"
        if (!(yield* isAlive(owner, owner.helper))) return "dead"
        return onServerExit === "keep" ? "alive" : "ending"
      })

      return {
        of: (owner, onServerExit = "stop") => {
          if (owner.host === server.owner.host && owner.boot_id !== server.owner.boot_id) {
            return Effect.succeed("rebooted")
          }
          return sameHouse(owner, server.owner) ? here(owner, onServerExit) : elsewhere(owner)
        },
      }
    }),
  )
}

const sameMachine = (a: Owner, b: Owner): boolean => a.host === b.host && a.pid_ns === b.pid_ns

/** The same machine, boot and pid namespace: there, processes can be told apart and signalled. */
export const sameHouse = (a: Owner, b: Owner): boolean =>
  sameMachine(a, b) && a.boot_id === b.boot_id

/** Whoever cannot be looked at is judged by how long it has not touched its record. */
const makeElsewhere = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { home } = yield* Settings
  const sleptSince = yield* makeNaps

  /** Now, by the clock of the file system: the other machine's touches are in its time, too. */
  const fileTime = Effect.gen(function* () {
    const random = yield* Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER)
    const path = `${home}/servers/${temporaryName(random, "now")}`
    return yield* fs.writeFileString(path, "", { flag: "wx" }).pipe(
      Effect.zipRight(modifiedAt(fs, path)),
      Effect.ensuring(Effect.ignore(fs.remove(path, { force: true }))),
      Effect.uninterruptible,
      Effect.orElse(() => Clock.currentTimeMillis),
    )
  })

  return (owner: Owner): Effect.Effect<Fate> =>
    Effect.gen(function* () {
      const touched = yield* modifiedAt(fs, `${home}/servers/${owner.server.id}.json`)
      const now = yield* fileTime
      // One that slept when this machine did was not silent for that time.
      const silence = now - touched - (yield* sleptSince(touched, now))
      return silence > Duration.toMillis(silenceLimit) ? ("silent" as const) : ("alive" as const)
    }).pipe(
      // Only a record that is not there is a silence; a disk that does not answer proves nothing.
      Effect.catchAll((error) =>
        Effect.succeed(codeOf(error) === "ENOENT" ? ("silent" as const) : ("alive" as const)),
      ),
    )
})

interface Nap {
  /** When it was noticed, in the time of files. */
  readonly noticed: number
  readonly millis: number
}

/**
 * How long this machine has slept: the wall clock goes on meanwhile, the monotonic one does not. A clock
 * that is set forward looks the same, and is no silence either.
 */
const makeNaps = Effect.gen(function* () {
  const monotonic = Effect.map(Clock.currentTimeNanos, (nanos) => Number(nanos / 1_000_000n))
  let naps: ReadonlyArray<Nap> = []
  const clocks = Effect.all({ wall: Clock.currentTimeMillis, monotonic })
  let last = yield* clocks

  return (touched: number, noticed: number) =>
    Effect.map(clocks, (now) => {
      const millis = now.wall - last.wall - (now.monotonic - last.monotonic)
      last = now
      if (millis > napMillis) naps = [...naps, { noticed, millis }].slice(-1000)
      return naps.filter((nap) => nap.noticed >= touched).reduce((sum, nap) => sum + nap.millis, 0)
    })
})
