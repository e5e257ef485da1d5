import { FileSystem, Size } from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import type { Job } from "../domain/Job.ts"
import { lastBar, lastReport, type Progress } from "../domain/JobProgress.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"

const tailBytes = 16_384

/**
 * How far a job is, by the best witness: an Effect's own reports, then the script's JSON lines in the
 * file that PYTHON_MCP_PROGRESS names, then a tqdm-style bar in stderr.
 */
export class ProgressReading extends Context.Tag("python-mcp/ProgressReading")<
  ProgressReading,
  {
    readonly of: (job: Job) => Effect.Effect<Option.Option<Progress>>
    /** The last line that the script wrote, to either stream; none before any output. */
    readonly lastLine: (job: Job) => Effect.Effect<Option.Option<string>>
  }
>() {
  static readonly layer = Layer.effect(
    ProgressReading,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const output = yield* OutputFiles

      const reported = (job: Job) =>
        Effect.gen(function* () {
          const file = yield* fs.open(`${job.folder}/progress.jsonl`)
          const { size } = yield* file.stat
          const start = Math.max(0, Number(size) - tailBytes)
          yield* file.seek(Size(start), "start")
          const bytes = yield* file.readAlloc(Size(tailBytes))
          return Option.map(bytes, (found) => new TextDecoder().decode(found))
        }).pipe(
          Effect.scoped,
          Effect.orElseSucceed(() => Option.none<string>()),
          Effect.map(Option.flatMap(lastReport)),
        )

      const tail = (job: Job, stream: "stdout" | "stderr") =>
        output.tail(job.folder, stream, 4096).pipe(
          Effect.map(({ head, tail }) => head + tail),
          Effect.orElseSucceed(() => ""),
        )

      const of = Effect.fn("ProgressReading.of")(function* (job: Job) {
        if (Option.isSome(job.progress)) return job.progress
        const told = yield* reported(job)
        return Option.isSome(told) ? told : lastBar(yield* tail(job, "stderr"))
      })

      const lastLine = (job: Job) =>
        Effect.map(Effect.all([tail(job, "stdout"), tail(job, "stderr")]), (tails) =>
          Option.fromNullable(tails.map(lastLineOf).find((line) => line !== "")),
        )

      return { of, lastLine }
    }),
  )
}

const lastLineOf = (text: string): string =>
  text
    .split(/[\r\n]/)
    .findLast((line) => line.trim() !== "")
    ?.trim()
    .slice(0, 200) ?? ""
