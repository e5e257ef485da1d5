import { Duration, Effect, Option, Schema } from "effect"
import type { StartedRecord } from "../domain/JobFiles.ts"
import { type ProcessEnd, ProcessIdentity, type ProcessSpec } from "../domain/Process.ts"
import { isoOf, millisOf, secondsBetween } from "../domain/Time.ts"
import type { DurableFiles } from "./DurableFiles.ts"
import { recordEnd } from "./EndRecord.ts"
import { makeLifeServices, now, sizesOf } from "./ProcessLife.ts"
import { ProcessTable } from "./ProcessTable.ts"
import { endTree } from "./TreeEnding.ts"

/** `tree.json`: whom the supervisor has seen below a process that it holds; replaced whole. */
const TreeRecord = Schema.Struct({
  boot_id: Schema.String,
  members: Schema.Array(ProcessIdentity.pipe(Schema.omit("boot_id"))),
})

/** Whom the supervisor has seen below the process that a folder is about; nobody where it saw none. */
export const treeIn = (
  files: DurableFiles["Type"],
  folder: string,
): Effect.Effect<ReadonlyArray<ProcessIdentity>> =>
  Effect.map(Effect.option(files.read(`${folder}/tree.json`, TreeRecord)), (found) =>
    Option.toArray(Option.flatten(found)).flatMap(({ boot_id, members }) =>
      members.map((one) => ({ ...one, boot_id })),
    ),
  )

/** The main process is dead already, by the kernel's hand: what it leaves behind is owed no long grace. */
const grace = Duration.millis(500)

/** Ends what a lost supervisor has left of a process, and makes the record that it could not make. */
export const makeLossRecorder = Effect.gen(function* () {
  const services = yield* makeLifeServices
  const table = yield* ProcessTable

  return Effect.fn("ProcessRunner.recordLoss")(function* (
    spec: ProcessSpec,
    started: StartedRecord,
  ) {
    yield* Effect.logError("the supervisor of a process was lost, and the process with it")
    const query = {
      cookie: spec.cookie,
      leader: Option.some(started),
      youngerOnly: false,
      known: yield* treeIn(services.durable, spec.folder),
    }
    const killed = yield* endTree(table, services.serverEnds)(query, grace)
    yield* Effect.ignore(services.fs.remove(`${spec.folder}/tree.json`, { force: true }))
    const { millis } = yield* now
    const sizes = yield* sizesOf(services, spec)
    const end: ProcessEnd = {
      status: "failed",
      reason: "supervisor_lost",
      exit_code: null,
      signal: null,
      error: supervisorLost,
      started_at: started.at,
      ended_at: isoOf(millis),
      elapsed_seconds: secondsBetween(millisOf(started.at), millis),
      usage: null,
      stdout_bytes: sizes.stdout,
      stderr_bytes: sizes.stderr,
      killed_processes: killed,
      by: services.by,
    }
    return yield* recordEnd(services, spec, end)
  }, Effect.uninterruptible)
})

/** For people: why such a job failed. */
export const supervisorLost =
  "The process that held the script ended before it; the script was ended with it. Run it again."
