import { Array as Arr, Clock, Duration, Effect, Option, Order, Schema } from "effect"
import { endedMillis, exitCodeOf, isOver, type Job } from "../domain/Job.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { maybe, noArguments } from "./Fields.ts"
import { elapsedOf, pythonText } from "./JobView.ts"
import { code, paragraphs, secondsText, table } from "./Markdown.ts"
import { make } from "./Tool.ts"

const Row = Schema.Struct({
  job_id: Schema.String,
  running: Schema.Literal("True", "False"),
  exit_code: Schema.String,
  pid: Schema.String,
  elapsed_seconds: Schema.String,
  stream: Schema.Literal("True", "False"),
  stdout_chunks: Schema.String,
  stderr_chunks: Schema.String,
})

const chunkBytes = 65_536
const endedShown = 50
const endedWithin = Duration.hours(1)

/** Lists what runs and what has just ended, in the specification's strings. */
export const listRunningJobs = make({
  name: "list_running_jobs",
  description: "Lists running jobs and those that ended in the last hour.",
  group: "jobs",
  annotations: {
    title: "List running jobs",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: noArguments,
  output: Schema.Struct({ result: Schema.Array(Row), message: maybe(Schema.String) }),
  handler: Effect.fnUntraced(function* () {
    const active = yield* (yield* JobRegistry).active
    const { ended, ...rest } = yield* lastEnded
    return { result: yield* Effect.forEach([...active, ...ended], rowOf), ...rest }
  }),
  markdown: ({ result, message }) =>
    paragraphs(
      headline(result, message === undefined),
      message ?? "",
      table(
        ["job", "running", "exit code", "time"],
        result.map((row) => [
          code(row.job_id),
          row.running,
          row.exit_code,
          secondsText(Number(row.elapsed_seconds)),
        ]),
      ),
    ),
})

const headline = (rows: ReadonlyArray<typeof Row.Type>, isAll: boolean): string => {
  const running = rows.filter((row) => row.running === "True").length
  const ended = rows.length - running
  return `**${running} running**, ${ended} ${isAll ? "ended in the last hour" : "that ended"}`
}

/** The jobs that ended last, whenever they were made, and what to say where these may not be all. */
const lastEnded = Effect.gen(function* () {
  const registry = yield* JobRegistry
  const since = (yield* Clock.currentTimeMillis) - Duration.toMillis(endedWithin)
  const { jobs: ended, isWhole } = yield* registry.endedSince(since, endedShown)
  const shown = Arr.sortWith(ended, endedMillis, Order.reverse(Order.number)).slice(0, endedShown)
  if (shown.length < ended.length) {
    return { ended: shown, message: `Only the ${endedShown} jobs that ended last are shown.` }
  }
  if (isWhole) return { ended: shown }
  return { ended: shown, message: "Only the newest 2000 jobs were looked at." }
})

const rowOf = Effect.fnUntraced(function* (job: Job) {
  const sizes = yield* (yield* OutputFiles).sizes(job.folder)
  return {
    job_id: job.id,
    running: flag(!isOver(job.state)),
    exit_code: pythonText(exitCodeOf(job)),
    pid: pythonText(Option.getOrNull(Option.map(job.started, ({ pid }) => pid))),
    elapsed_seconds: String(yield* elapsedOf(job)),
    stream: flag(job.job.stream),
    stdout_chunks: String(Math.ceil(sizes.stdout / chunkBytes)),
    stderr_chunks: String(Math.ceil(sizes.stderr / chunkBytes)),
  }
})

const flag = (value: boolean) => (value ? ("True" as const) : ("False" as const))
