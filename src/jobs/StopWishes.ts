import { Duration, Effect } from "effect"
import type { JobId } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { nowIso } from "../domain/Time.ts"
import { JobFile } from "./JobFile.ts"
import { JobStore } from "./JobStore.ts"
import { ThisServer } from "./ThisServer.ts"

/**
 * Asks for a job's end, once; whoever holds its processes acts on it. A wish is kept in memory, too: the
 * disk that a runaway job has filled takes no stop.json any more.
 */
export const makeStopWishes = Effect.gen(function* () {
  const store = yield* JobStore
  const server = yield* ThisServer
  const { killGrace } = yield* Settings
  const wishes = new Set<JobId>()

  const ask = Effect.fn("SmartAsync.askToStop")(function* (id: JobId) {
    wishes.add(id)
    yield* store.writeOnce(id, JobFile.stop, {
      by: server.owner.server.id,
      reason: "cancelled" as const,
      grace_seconds: Duration.toSeconds(killGrace),
      at: yield* nowIso,
    })
  })

  return {
    ask,
    has: (id: JobId) => wishes.has(id),
    forget: (id: JobId) => wishes.delete(id),
  }
})
