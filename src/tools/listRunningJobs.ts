import { Clock, Duration, Effect, Option, Schema } from "effect"
import { exitCodeOf, isOver, type Job } from "../domain/Job.ts"
import { millisOf } from "../domain/Time.ts"
import { JobRegistry } from "../jobs/JobRegistry.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import { noArguments } from "./Fields.ts"
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
const endedSince = Duration.hours(1)
/** Among so many of the newest jobs; those that run are found however old they are. */
const looked = 200

export const listRunningJobs = make({
  name: "list_running_jobs",
  description:
    "Lists the running jobs and those that ended in the last hour, all values as strings.",
  annotations: {
    title: "List running jobs",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: noArguments,
  output: Schema.Struct({ result: Schema.Array(Row) }),
  handler: Effect.fnUntraced(function* () {
    const registry = yield* JobRegistry
    const active = yield* registry.active
    const newest = yield* registry.list({ status: Option.none(), limit: looked })
    const since = (yield* Clock.currentTimeMillis) - Duration.toMillis(endedSince)
    const ended = newest.jobs.filter((job) => isOver(job.state) && endedAt(job) >= since)
    const shown = [...active, ...ended.slice(0, endedShown)]
    return { result: yield* Effect.forEach(shown, rowOf) }
  }),
  markdown: ({ result }) =>
    paragraphs(
      `**${result.filter(({ running }) => running === "True").length} running**, ${result.filter(({ running }) => running === "False").length} ended in the last hour`,
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

const endedAt = ({ state }: Job): number =>
  state._tag === "Ended" ? millisOf(state.end.ended_at) : 0

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
