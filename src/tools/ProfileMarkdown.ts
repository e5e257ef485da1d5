import type { FunctionRow, LineRow, Profile } from "../domain/Profile.ts"
import { bytesText, code, paragraphs, secondsText, table } from "./Markdown.ts"

/** A profile as a person reads it: what it is of, the worst first with bars, where the rest is, what is missing. */
export const profileMarkdown = (profile: Profile | undefined): string =>
  profile === undefined
    ? ""
    : paragraphs(
        totals(profile),
        rows(profile),
        [...files(profile), ...profile.not_covered.map((what) => `- Not covered: ${what}`)].join(
          "\n",
        ),
      )

const totals = (profile: Profile): string => {
  const { profiler, is_complete, entries, functions = [], lines = [] } = profile
  const shown = Math.max(functions.length, lines.length)
  const partly = is_complete ? "" : " (incomplete)"
  const what = profiler === "memory" ? "lines" : "functions"
  const some = shown < entries ? `, ${shown} of ${count(entries)} ${what} by ${profile.sort}` : ""
  return `Profile by ${profiler}${partly}: ${total(profile)}${some}`
}

const total = ({ profiler, ...profile }: Profile): string => {
  const { peak_bytes = 0, bytes = 0, total_calls = 0, samples = 0 } = profile
  if (profiler === "memory")
    return `peak ${bytesText(peak_bytes)}, of which the lines explain ${percent(bytes / (peak_bytes || 1))}`
  const seconds = secondsText(profile.total_seconds ?? 0)
  return profiler === "cprofile"
    ? `${several(total_calls, "call")} in ${seconds}`
    : `${several(samples, "sample")} in ${seconds}`
}

const rows = (profile: Profile): string => {
  if (profile.lines !== undefined) return lineTable(profile.lines, profile)
  return functionTable(profile.functions ?? [], profile)
}

const functionTable = (functions: ReadonlyArray<FunctionRow>, profile: Profile): string => {
  const isCounted = profile.profiler === "cprofile"
  const isCumulative = profile.sort === "cumulative"
  const share = (row: FunctionRow) =>
    (isCumulative ? row.cumulative_seconds : row.own_seconds) / (profile.total_seconds || 1)
  return table(
    ["share", "own", "cumulative", isCounted ? "calls" : "samples", "function", "at"],
    functions.map((row) => [
      bar(share(row)),
      precise(row.own_seconds),
      precise(row.cumulative_seconds),
      count(row.calls ?? row.samples ?? 0),
      code(row.function),
      place(row),
    ]),
  )
}

const lineTable = (lines: ReadonlyArray<LineRow>, { peak_bytes, blocks, sort }: Profile) =>
  table(
    ["share", "size", "blocks", "line"],
    lines.map((row) => [
      bar(sort === "blocks" ? row.blocks / (blocks || 1) : row.bytes / (peak_bytes || 1)),
      bytesText(row.bytes),
      count(row.blocks),
      place(row),
    ]),
  )

/** What is built in has no line. */
const place = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  line === 0 ? "built in" : code(`${file}:${line}`)

const files = (profile: Profile): ReadonlyArray<string> =>
  profile.files.length === 0 ? [] : [`- In full: ${profile.files.map(code).join(", ")}`]

const count = (value: number): string => value.toLocaleString("en-US")

const several = (value: number, what: string): string =>
  `${count(value)} ${what}${value === 1 ? "" : "s"}`

/** Most functions of a script take less than can be seen of a second. */
const precise = (seconds: number): string => {
  if (seconds > 0 && seconds < 0.001) return `${(seconds * 1e6).toFixed(1)} µs`
  if (seconds === 0) return "0 s"
  return `${seconds.toFixed(seconds < 1 ? 4 : 2)} s`
}

const width = 10
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const

/** A share of one as a bar and in per cent. */
const bar = (given: number): string => {
  const share = Math.min(1, Math.max(0, given))
  const steps = Math.round(share * width * 8)
  const blocks = "█".repeat(Math.floor(steps / 8)) + (eighths[steps % 8] ?? "")
  return `${blocks}${blocks === "" ? "" : " "}${percent(share)}`
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
