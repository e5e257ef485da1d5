import { join } from "node:path"
import { Either, Schema } from "effect"
import { ArgumentsInvalid } from "./Run.ts"

/** How a script is looked at while it runs. */
export const profilers = ["cprofile", "sampling", "memory"] as const
export type Profiler = (typeof profilers)[number]

/** By what the rows of a profile are sorted. */
export const profileSorts = ["own", "cumulative", "calls", "bytes", "blocks"] as const
export type ProfileSort = (typeof profileSorts)[number]

/** A profile may have so many rows in an answer; the file of the job has all. */
export const mostRows = 200

/** What somebody wants to know of a run. */
export interface ProfileWish {
  readonly profiler: Profiler
  readonly sort: ProfileSort
  readonly top: number
}

/** Not every profile has every figure. */
export const profileWish = (
  profiler: Profiler,
  given: ProfileSort | undefined,
  top: number,
): Either.Either<ProfileWish, ArgumentsInvalid> => {
  const [first, ...others] = sortsOf[profiler]
  const sort = given ?? first
  if (sort === first || others.includes(sort)) return Either.right({ profiler, sort, top })
  return Either.left(
    new ArgumentsInvalid({
      reason: `sort "${sort}" is nothing that the profiler "${profiler}" tells`,
      wayOut: `Sort by ${[first, ...others].join(" or ")}, or leave sort out`,
    }),
  )
}

/** The first is the default. */
const sortsOf: Readonly<Record<Profiler, readonly [ProfileSort, ...ReadonlyArray<ProfileSort>]>> = {
  cprofile: ["own", "cumulative", "calls"],
  sampling: ["own", "cumulative"],
  memory: ["bytes", "blocks"],
}

/** One function; what has no file is built in. */
const FunctionRow = Schema.Struct({
  function: Schema.String,
  file: Schema.String,
  line: Schema.Int,
  calls: Schema.optionalWith(Schema.Int, { exact: true }),
  samples: Schema.optionalWith(Schema.Int, { exact: true }),
  own_seconds: Schema.Number,
  cumulative_seconds: Schema.Number,
})
export type FunctionRow = typeof FunctionRow.Type

/** One line of code, and what it holds. */
const LineRow = Schema.Struct({
  file: Schema.String,
  line: Schema.Int,
  bytes: Schema.Int,
  blocks: Schema.Int,
})
export type LineRow = typeof LineRow.Type

const rowsOf = <A, I>(row: Schema.Schema<A, I>) =>
  Schema.optionalWith(Schema.Array(row).pipe(Schema.maxItems(mostRows)), { exact: true })

/** What both the file and the answer say. */
const figures = {
  profiler: Schema.Literal(...profilers),
  sort: Schema.Literal(...profileSorts),
  total_calls: Schema.optionalWith(Schema.Int, { exact: true }),
  primitive_calls: Schema.optionalWith(Schema.Int, { exact: true }),
  samples: Schema.optionalWith(Schema.Int, { exact: true }),
  interval_seconds: Schema.optionalWith(Schema.Number, { exact: true }),
  total_seconds: Schema.optionalWith(Schema.Number, { exact: true }),
  peak_bytes: Schema.optionalWith(Schema.Int, { exact: true }),
  bytes: Schema.optionalWith(Schema.Int, { exact: true }),
  blocks: Schema.optionalWith(Schema.Int, { exact: true }),
  /** How many rows there are in all. */
  entries: Schema.Int,
  functions: rowsOf(FunctionRow),
  lines: rowsOf(LineRow),
}

/** `work/profile/summary.json` of a job, by the profiler beside the script, replaced whole while it runs. */
export const ProfileSummary = Schema.Struct({
  format: Schema.Literal(1),
  ...figures,
  state: Schema.Literal("running", "complete", "ended", "replaced"),
  /** When it was written, in seconds since the script's start. */
  at_seconds: Schema.Number,
  threads: Schema.Boolean,
  children: Schema.Boolean,
  /** Whether the script has switched the profiler off, or put another in its place. */
  lost: Schema.optionalWith(Schema.Boolean, { exact: true }),
  /** Names in its folder. */
  files: Schema.Array(Schema.String.pipe(Schema.pattern(/^profile(?:\.[a-z]+)+$/))),
})
export type ProfileSummary = typeof ProfileSummary.Type

/** What a run answers of its profile. */
export const Profile = Schema.Struct({
  ...figures,
  /** False where the script was ended before the profile was. */
  is_complete: Schema.Boolean,
  /** How many times longer than an unprofiled run; null where there was none. */
  overhead: Schema.NullOr(Schema.Number),
  files: Schema.Array(Schema.String),
  not_covered: Schema.Array(Schema.String),
})
export type Profile = typeof Profile.Type

/** What is known of the run beside its profile. */
interface ProfiledRun {
  readonly pythonVersion: string
  readonly elapsedSeconds: number
  /** The folder of the profile's files. */
  readonly folder: string
}

/** The answer, from what the profiler has left. */
export const profileOf = (
  { format: _, state, at_seconds, threads, children, lost, files, ...told }: ProfileSummary,
  run: ProfiledRun,
): Profile => ({
  ...told,
  is_complete: lost !== true && (state === "complete" || state === "ended"),
  overhead: null,
  files: files.map((name) => join(run.folder, name)),
  not_covered: [
    ...lateNotes(state, at_seconds, run),
    ...(lost === true
      ? ["What came after the script switched the profiler off, or put another in its place."]
      : []),
    ...(threads ? threadNotes(told.profiler, run) : []),
    ...(children ? ["What child processes did."] : []),
    inside[told.profiler],
    told.profiler === "memory"
      ? "The profiler's own cost; its memory counts against limits."
      : "The profiler's own cost.",
  ],
})

const lateNotes = (
  state: ProfileSummary["state"],
  at: number,
  { elapsedSeconds }: ProfiledRun,
): ReadonlyArray<string> => {
  if (state === "replaced")
    return ["What came after exec: another program took the script's place."]
  if (state !== "running") return []
  const missing = Math.max(0, elapsedSeconds - at).toFixed(1)
  return [
    `The last ${missing} s, and calls that had not returned by then: the process was killed, and this is what it had written before.`,
  ]
}

const threadNotes = (profiler: Profiler, { pythonVersion }: ProfiledRun): ReadonlyArray<string> => {
  if (profiler === "memory") return []
  const [, minor = 0] = pythonVersion.split(".").map(Number)
  return profiler === "cprofile" && minor >= 12
    ? ["Whose time was whose among threads: the calls of all are counted, but timed as if of one."]
    : ["Threads other than the main one."]
}

const inside: Readonly<Record<Profiler, string>> = {
  cprofile: "What happens inside C functions, and what runs after the script's last line.",
  sampling: "What is quicker than the interval, and what runs after the script's last line.",
  memory: "What C libraries take without asking Python, and moments between two looks.",
}

/** The tool whose runs have a profile. */
export const profileTool = "run_script_profile"

/** Where a job keeps its profile: among the files that it leaves. */
export const profileFolder = (jobFolder: string): string => join(jobFolder, "work/profile")

/** What the profiler tells us, in that folder; the other files there are for people. */
export const profileSummary = "summary.json"
