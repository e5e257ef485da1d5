import { Duration, Effect, Option, Schema } from "effect"
import { JobStatus } from "../domain/Job.ts"
import { type StreamName, withMarker } from "../domain/Output.ts"
import { JobVoice } from "../runs/JobVoice.ts"
import { choice, defaulted, integer, jobId, maybe, numberBetween } from "./Fields.ts"
import { code, outputBlocks, paragraphs, streamBlocks } from "./Markdown.ts"
import { isNothingNew, outputDelta } from "./outputDelta.ts"
import { make } from "./Tool.ts"
import { ToolCall } from "./ToolCall.ts"
import { clampWait, lookInterval, maxWaitSeconds } from "./waiting.ts"

const anywhere = integer()

/** Reads output by byte cursors: all of it, and nothing twice. */
export const streamDeltas = make({
  name: "stream_deltas",
  description:
    "Reads a job's output from byte cursors on. Give back those it answers with: only news comes.",
  group: "jobs",
  annotations: {
    title: "Read new output",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    job_id: jobId,
    stdout_cursor: defaulted(anywhere, 0, "Byte offset; negative: from the end"),
    stderr_cursor: defaulted(anywhere, 0, "Likewise"),
    max_bytes: defaulted(integer(4, 1_048_576), 65_536, "Per stream"),
    wait_seconds: defaulted(numberBetween(0, 3600), 0, `Wait for news; at most ${maxWaitSeconds}`),
    encoding: defaulted(choice(["utf8", "base64"]), "utf8", "base64 is byte-exact"),
  }),
  output: Schema.Struct({
    job_id: Schema.String,
    stdout: Schema.String,
    stderr: Schema.String,
    stdout_start: Schema.Int,
    stderr_start: Schema.Int,
    stdout_cursor: Schema.Int,
    stderr_cursor: Schema.Int,
    encoding: maybe(Schema.Literal("base64")),
    status: JobStatus,
    finished: Schema.Boolean,
    message: maybe(Schema.String),
  }),
  handler: Effect.fnUntraced(function* (input) {
    const wait = clampWait(input.wait_seconds)
    const voice = yield* JobVoice
    yield* (yield* ToolCall).showing(voice.words(input.job_id))
    const first = yield* outputDelta(input)
    const news = yield* Effect.iterate(first, {
      while: isNothingNew,
      body: () => Effect.delay(outputDelta(input), lookInterval),
    }).pipe(Effect.timeoutOption(Duration.seconds(wait.seconds)))
    // What came since the last look is not lost with the time.
    const { delta } = Option.isSome(news) ? news.value : yield* outputDelta(input)
    return { ...delta, ...wait.message }
  }),
  markdown: (delta) =>
    paragraphs(
      `**${delta.finished ? "Finished" : "More to come"}** (${delta.status}) · job ${code(delta.job_id)} · stdout_cursor=${delta.stdout_cursor} stderr_cursor=${delta.stderr_cursor}`,
      delta.encoding === "base64" ? exactBlocks(delta) : readableBlocks(delta),
      delta.message ?? "",
    ),
})

interface Delta extends Readonly<Record<StreamName, string>> {
  readonly job_id: string
  readonly stdout_start: number
  readonly stderr_start: number
  readonly stdout_cursor: number
  readonly stderr_cursor: number
}

const readableBlocks = (delta: Delta): string =>
  outputBlocks({
    ...delta,
    stdout_bytes: delta.stdout_cursor - delta.stdout_start,
    stderr_bytes: delta.stderr_cursor - delta.stderr_start,
  })

/** Base64 is cut at its end only, between two bytes, so that what is read next can be put behind it. */
const exactBlocks = (delta: Delta): string =>
  streamBlocks(delta, (stream, text, room) => {
    const head = text.length <= room ? text : text.slice(0, room - (room % 4))
    const size = delta[`${stream}_cursor`]
    const missingFrom = Math.min(size, delta[`${stream}_start`] + (head.length / 4) * 3)
    const missing = size - missingFrom
    const excerpt = { head, tail: "", truncated: missing > 0, size, missing, missingFrom }
    return withMarker(excerpt, { jobId: delta.job_id, stream })
  })
