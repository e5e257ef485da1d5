import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Deferred, Effect, Option, Schema } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { ProcessEnd } from "../domain/Process.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { type EndedStep, JobSteps } from "../processes/JobSteps.ts"
import type { Launch } from "./ScriptLaunch.ts"
import type { ScriptCommand } from "./ScriptStage.ts"

/** One run of a script that is a step of its job. */
export interface Turn {
  /** Names its folder, and tells readers what it was: see `turnName`. */
  readonly name: string
  /** For people: "Run 3 of 10". */
  readonly title: string
  readonly launch: Launch
  /** Run before it. */
  readonly onTurn: Effect.Effect<void>
}

/** The names of turns that others look for. */
export const turnName = { run: "run", warmup: "warmup" } as const

/** A turn did not end well. Its output and its end are the job's. */
export class TurnFailed extends Schema.TaggedError<TurnFailed>()("TurnFailed", {
  reason: Schema.String,
  end: ProcessEnd,
}) {
  override get message() {
    return `${this.reason} Mend what its output shows, then run again.`
  }
}

/** Runs scripts one after the other as steps of a job, and ends the job with the first that fails. */
export const makeScriptTurns = Effect.gen(function* () {
  const fs = yield* FileSystem
  const files = yield* DurableFiles
  const steps = yield* JobSteps

  /** What it has printed is where everybody looks for a job's output. */
  const adoptOutput = (site: JobSite, folder: string) =>
    Effect.forEach(["stdout.log", "stderr.log"], (name) =>
      Effect.ignoreLogged(fs.rename(join(folder, name), join(site.folder, name))),
    )

  const adopt = Effect.fnUntraced(function* (
    site: JobSite,
    { title }: Turn,
    { end, folder }: EndedStep,
  ) {
    yield* adoptOutput(site, folder)
    const reason = `${title} failed (${whyOf(end)}).`
    const error = end.status === "failed" ? [reason, end.error ?? ""].join(" ").trim() : end.error
    yield* files.writeOnce(join(site.folder, "exit.json"), ProcessEnd, { ...end, error })
    return new TurnFailed({ reason, end })
  })

  const run = Effect.fnUntraced(function* (
    site: JobSite,
    turn: Turn,
    { limits, maxOutputBytes, sampleInterval, ...command }: ScriptCommand,
  ) {
    yield* turn.onTurn
    const place = yield* Deferred.make<string>()
    const asScript = { limits, maxOutputBytes, sampleInterval }
    const meanwhile = (folder: string) => Effect.asVoid(Deferred.succeed(place, folder))
    const ended = yield* steps.run(site, { ...command, asScript, name: turn.name, meanwhile }).pipe(
      // A job that is cancelled shows what it has printed so far.
      Effect.onInterrupt(() =>
        Effect.flatMap(
          Deferred.poll(place),
          Option.match({
            onNone: () => Effect.void,
            onSome: Effect.flatMap((folder) => adoptOutput(site, folder)),
          }),
        ),
      ),
    )
    if (ended.end.status !== "completed") return yield* yield* adopt(site, turn, ended)
    return ended
  })

  return <E>(
    site: JobSite,
    turns: ReadonlyArray<Turn>,
    commandOf: (launch: Launch) => Effect.Effect<ScriptCommand, E | StoreUnavailable>,
  ) =>
    Effect.forEach(turns, (turn) =>
      Effect.flatMap(commandOf(turn.launch), (command) => run(site, turn, command)),
    )
})

const whyOf = ({ reason, exit_code, signal }: ProcessEnd): string => {
  if (reason === "exit_code") return `exit code ${exit_code}`
  return reason === "signal" ? `signal ${signal}` : (reason ?? "it was cancelled")
}
