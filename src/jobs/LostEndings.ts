import { Duration, Effect, Option } from "effect"
import type { Job, JobId } from "../domain/Job.ts"
import type { Owner } from "../domain/JobFiles.ts"
import { Settings, shutdownGrace } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { supervisorLost, treeIn } from "../processes/LostProcesses.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { TreeEnding } from "../processes/TreeEnding.ts"
import { JobChanges } from "./JobChanges.ts"
import { completeEnd, EndDraft, serverGone } from "./JobEnd.ts"
import { JobFile } from "./JobFile.ts"
import { JobStore } from "./JobStore.ts"
import { type Fate, sameHouse } from "./OwnerFate.ts"
import { ThisServer } from "./ThisServer.ts"

/** Beyond the grace: SIGKILL, two looks, and the record. */
const supervisorPatience = Duration.seconds(3)

/** Why a job of a gone server failed: the first that fits. */
export const draftFor = (job: Job, fate: Fate, killed: number): EndDraft => {
  if (fate === "rebooted") return EndDraft.failed("machine_rebooted", serverGone)
  // begun.json may not have reached the disk, when its server died in that moment.
  const begun = Option.isSome(job.begun) || Option.isSome(job.started) || killed > 0
  if (!begun) return EndDraft.failed("never_started", serverGone)
  // Its supervisor would have seen the script through, had it lived.
  const wasKept = job.job.on_server_exit === "keep" && Option.isSome(job.started)
  return wasKept
    ? EndDraft.failed("supervisor_lost", supervisorLost)
    : EndDraft.failed("server_exited", serverGone)
}

/** Ends what lost servers have left of their jobs, and makes the records that they could not make. */
export const makeEndings = Effect.gen(function* () {
  const store = yield* JobStore
  const output = yield* OutputFiles
  const server = yield* ThisServer
  const trees = yield* TreeEnding
  const files = yield* DurableFiles
  const changes = yield* JobChanges
  const { killGrace } = yield* Settings

  /** Whether or not started.json is there: the cookie finds whoever was begun. */
  const endProcesses = Effect.fnUntraced(function* (cookie: string, owner: Owner, job?: Job) {
    if (!sameHouse(owner, server.owner)) return 0
    const leader = job?.started ?? Option.none()
    const known = job === undefined ? [] : yield* treeIn(files, job.folder)
    const query = { cookie, leader, youngerOnly: false, known }
    return yield* trees.end(query, shutdownGrace(killGrace))
  })

  /** It has its end: the mark goes, and whoever shows jobs hears of it. */
  const settled = (id: JobId) => Effect.zipRight(store.settled(id), changes.publish(id))

  /** Whether a supervisor that ends its jobs has recorded this one's end in time. */
  const awaited = (id: JobId) =>
    Effect.delay(store.has(id, JobFile.exit), "50 millis").pipe(
      Effect.repeat({ until: (ended) => ended }),
      Effect.timeoutTo({
        duration: Duration.sum(shutdownGrace(killGrace), supervisorPatience),
        onSuccess: () => true,
        onTimeout: () => false,
      }),
      Effect.tap((ended) => (ended ? settled(id) : Effect.void)),
    )

  const record = (job: Job, draft: EndDraft, killed: number) =>
    Effect.gen(function* () {
      const end = yield* completeEnd(job, draft, output, server.owner.server.id, killed)
      yield* store.writeOnce(job.id, JobFile.exit, end)
      yield* settled(job.id)
    })

  return { endProcesses, awaited, record, settled }
})
