import { Context, type Effect, Option, Schema } from "effect"

/** How far a job is. `total` is null when nobody knows. */
export const Progress = Schema.Struct({
  current: Schema.Number,
  total: Schema.NullOr(Schema.Number),
  message: Schema.NullOr(Schema.String),
})
export type Progress = typeof Progress.Type

/**
 * In the context of every work that `smartAsync` runs: tells readers of the job how far it is.
 * Reports are kept on disk, at most a few a second; reporting never fails the work.
 */
export class JobProgress extends Context.Tag("python-mcp/JobProgress")<
  JobProgress,
  {
    readonly report: (current: number, total?: number, message?: string) => Effect.Effect<void>
  }
>() {}

/** A script's own words are shown to whoever waits: no more of them than people read. */
const maxWords = 200

/** Progress as other programs tell it: only `current` has to be there. */
const ToldProgress = Schema.Struct({
  current: Schema.JsonNumber,
  total: Schema.optional(Schema.NullOr(Schema.JsonNumber)),
  message: Schema.optional(Schema.NullOr(Schema.String)),
})

/** What somebody else told, as progress; none where it is something else. */
export const toldProgress = (value: unknown): Option.Option<Progress> =>
  Option.map(Schema.decodeUnknownOption(ToldProgress)(value), ({ current, total, message }) => ({
    current,
    total: total ?? null,
    message: message === null || message === undefined ? null : bounded(message),
  }))

/** The last report among JSON lines; the end of a file may hold half a line, the beginning too. */
export const lastReport = (text: string): Option.Option<Progress> =>
  Option.fromNullable(text.split("\n").findLast((line) => Option.isSome(reportOf(line)))).pipe(
    Option.flatMap(reportOf),
  )

/** A line of the file that PYTHON_MCP_PROGRESS names; anything else in there is not a report. */
const reportOf = (line: string): Option.Option<Progress> =>
  Option.flatMap(Schema.decodeOption(Schema.parseJson())(line), toldProgress)

/** Twice as many units as characters: no pair is split. */
const bounded = (message: string): string =>
  [...message.slice(0, 2 * maxWords)].slice(0, maxWords).join("")

// "Loading:  45%|████▌     | 45/100 [00:04<00:05, 10.0it/s]", as tqdm writes it, "1.2M/3.4G" included.
// Every part is bounded: a script may print anything, and megabytes of it.
const bar =
  /(?:^|\s)\d{1,3}%\|[^|]{0,400}\| {0,8}(\d{1,15}(?:\.\d{0,6})?)([kMGTP]?)\/(\d{1,15}(?:\.\d{0,6})?)([kMGTP]?) {0,8}\[/
const units = ["", "k", "M", "G", "T", "P"]

/** What the last bar in the tail of a stderr says: it is redrawn by carriage returns. */
export const lastBar = (tail: string): Option.Option<Progress> => {
  const drawn = tail.split(/[\r\n]/).findLast((line) => bar.test(line)) ?? ""
  const found = bar.exec(drawn)
  const [, current, currentUnit, total, totalUnit] = found ?? []
  if (current === undefined || total === undefined) return Option.none()
  return Option.some({
    current: scaled(current, currentUnit),
    total: scaled(total, totalUnit),
    message: nameOf(drawn.slice(0, found?.index)),
  })
}

/** What stands before a bar says what it is of. */
const nameOf = (before: string): string | null => {
  const name = before.trim().slice(-maxWords)
  const bare = name.endsWith(":") ? name.slice(0, -1) : name
  return bare === "" ? null : bare
}

const scaled = (digits: string, unit: string | undefined): number =>
  Number(digits) * 1000 ** Math.max(0, units.indexOf(unit ?? ""))
