import { code, outputBlocks, paragraphs, quoted, secondsText, table } from "./Markdown.ts"
import { profileMarkdown } from "./ProfileMarkdown.ts"
import type { ProfiledOutput, RunOutput } from "./RunOutput.ts"
import { secondsFigure, statisticsTable } from "./statisticsTable.ts"

/** A run as a person reads it: state first, then output, then how to go on. */
export const runMarkdown = (run: ProfiledOutput, label: string | null = null): string =>
  paragraphs(
    `${headline(run)}${labelled(label)}`,
    figures(run),
    earlierLine(run),
    run.error === null || run.error === undefined ? "" : run.error,
    profileMarkdown(run.profile),
    outputBlocks(run),
    filesLine(run),
    pinsLine(run.resolved_dependencies),
    (run.notes ?? []).map((note) => `- ${note}`).join("\n"),
    closing(run),
  )

/** The end of a headline, where people gave the job a name. */
export const labelled = (label: string | null): string =>
  label === null || label === "" ? "" : ` · ${quoted(label)}`

const headline = (run: RunOutput): string => {
  const job = `job ${code(run.job_id)}`
  const took = run.elapsed_seconds === undefined ? "" : ` in ${secondsText(run.elapsed_seconds)}`
  switch (run.status) {
    case "completed":
      return `**Completed**${took}${python(run)} · ${job}`
    case "failed":
      return `**Failed** (${failure(run)})${took === "" ? "" : took.replace(" in", " after")}${python(run)} · ${job}`
    case "cancelled":
      return `**Cancelled**${took.replace(" in", " after")} · ${job}`
    case "running":
      return `**Running** · ${job}`
    case "pending":
      return `**Pending** · ${job}`
    case "started":
      return `**Started**${python(run)} · ${job}`
  }
}

const python = ({ python_version_used: version }: RunOutput): string =>
  version === undefined ? "" : ` · Python ${version}`

const failure = ({ reason, exit_code, signal }: RunOutput): string => {
  if (reason === "exit_code") return `exit code ${exit_code}`
  if (reason === "signal") return `signal ${signal}`
  return reason ?? "unknown"
}

/** Only a benchmark has them. */
const figures = (run: RunOutput): string => {
  if (run.wall_time_seconds === undefined) return ""
  if (run.statistics !== undefined) return statisticsTable(run.statistics, run.runs ?? [])
  const show = (value: number | null | undefined, text: (value: number) => string) =>
    value === null || value === undefined ? "not seen" : text(value)
  return table(
    ["wall", "CPU", "peak memory"],
    [
      [
        show(run.wall_time_seconds, secondsText),
        show(run.cpu_time_seconds, secondsText),
        show(run.peak_rss_mb, (megabytes) => `${megabytes} MB`),
      ],
    ],
  )
}

/** What a benchmark had measured before a run failed or was ended. */
const earlierLine = ({ runs = [], statistics }: RunOutput): string => {
  const walls = runs.flatMap(({ exit_code, wall_time_seconds }) =>
    exit_code === 0 ? [wall_time_seconds] : [],
  )
  if (statistics !== undefined || walls.length === 0) return ""
  const [least, most] = [secondsFigure(Math.min(...walls)), secondsFigure(Math.max(...walls))]
  return `Runs before it: ${walls.length}, wall time ${least === most ? least : `${least} to ${most}`}.`
}

/** What it left behind, by name: not every host shows links. */
const filesLine = ({ files = [], files_total: total = files.length }: RunOutput): string => {
  if (files.length === 0) return ""
  const shown = files.map(({ path }) => quoted(path)).join(", ")
  return total > files.length
    ? `Left ${total} files, the first of them: ${shown}`
    : `Left: ${shown}`
}

const shownPins = 30

/** What is installed, as far as people read lists. */
export const pinsLine = (resolved: ReadonlyArray<string> | undefined): string => {
  if (resolved === undefined || resolved.length === 0) return ""
  const shown = resolved.slice(0, shownPins).map(code).join(", ")
  const more = resolved.length > shownPins ? ` and ${resolved.length - shownPins} more` : ""
  return `Installed: ${shown}${more}`
}

const closing = (run: RunOutput): string => {
  const left = run.killed_processes ?? 0
  const ended =
    left > 0 ? `Ended ${left} process${left === 1 ? "" : "es"} that it left behind.` : ""
  return paragraphs(ended, run.message ?? "")
}
