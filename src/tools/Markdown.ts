import {
  cutAgain,
  excerptOf,
  excerptParts,
  type StreamName,
  splitBudget,
} from "../domain/Output.ts"

/** At most so many bytes of output stand in the Markdown of one answer. */
export const maxMarkdownOutput = 16_384

/** A fenced block that its content cannot break out of. */
export const fence = (content: string, language = "text"): string => {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = "`".repeat(longest + 1)
  return `${marks}${language}\n${content}${content.endsWith("\n") ? "" : "\n"}${marks}`
}

/** One line of text as code; back-ticks in it cannot end it. */
export const code = (text: string): string => {
  const flat = text.replaceAll(/[\r\n]+/g, " ")
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = "`".repeat(longest + 1)
  return longest === 0 ? `${marks}${flat}${marks}` : `${marks} ${flat} ${marks}`
}

/** Words of a script or of a caller: they are code on one line, and bounded. */
export const quoted = (words: string): string => {
  // Twice as many units as characters: no pair is split.
  const characters = [...words.slice(0, 2 * maxQuoted + 2)]
  const isLong = characters.length > maxQuoted
  return code(isLong ? `${characters.slice(0, maxQuoted - 1).join("")}…` : words)
}

const maxQuoted = 200

/** Text that is shown as it is, on one line of a table. */
const cell = (text: string): string =>
  text.replaceAll(/\s*[\r\n]+\s*/g, " ").replaceAll(/(\\*)\|/g, "$1$1\\|")

/** What a payload says of a job's output; streams of which nothing is known are left out. */
export interface ShownOutput {
  readonly job_id: string
  readonly stdout?: string
  readonly stderr?: string
  readonly stdout_bytes?: number
  readonly stderr_bytes?: number
  /** Where in the stream the text begins, where that is not at its beginning. */
  readonly stdout_start?: number
  readonly stderr_start?: number
}

/** Both streams as fenced blocks, cut to what a person would still read. */
export const outputBlocks = (output: ShownOutput): string =>
  streamBlocks(output, (stream, text, room) => {
    const start = output[`${stream}_start`] ?? 0
    const bytes = output[`${stream}_bytes`] ?? null
    return cutAgain({ text, jobId: output.job_id, stream, start, bytes }, room)
  })

/** Both streams as fenced blocks, each cut to its share. */
export const streamBlocks = (
  { stdout = "", stderr = "" }: Pick<ShownOutput, StreamName>,
  cut: (stream: StreamName, text: string, room: number) => string,
): string => {
  const sizes = { stdout: byteLength(stdout), stderr: byteLength(stderr) }
  const room = splitBudget(maxMarkdownOutput, sizes)
  return paragraphs(
    stdout === "" ? "" : fence(cut("stdout", stdout, room.stdout)),
    stderr === "" ? "" : `stderr:\n${fence(cut("stderr", stderr, room.stderr))}`,
  )
}

/** How long a text is in UTF-8. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** A head and a longer tail, where a text is too long to be shown. */
export const shortened = (text: string, maxBytes: number): string => {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= maxBytes) return text
  const parts = excerptParts(bytes.length, maxBytes)
  const { head, tail, missing } = excerptOf(
    bytes.subarray(0, parts.head),
    bytes.subarray(bytes.length - parts.tail),
    bytes.length,
  )
  return `${head}\n[… ${missing} bytes left out; markdown_output=false shows all …]\n${tail}`
}

const units = ["KiB", "MiB", "GiB", "TiB"] as const

/** So many bytes, for people. */
export const bytesText = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length)
  const unit = units[power - 1]
  return unit === undefined ? `${bytes} bytes` : `${(bytes / 1024 ** power).toFixed(1)} ${unit}`
}

/** Seconds as people write them. */
export const secondsText = (seconds: number): string =>
  seconds < 10 ? `${Math.round(seconds * 100) / 100} s` : `${Math.round(seconds * 10) / 10} s`

/** Paragraphs, empty ones left out. */
export const paragraphs = (...blocks: ReadonlyArray<string>): string =>
  blocks.filter((block) => block !== "").join("\n\n")

/** A Markdown table; empty text where there are no rows. */
export const table = (
  header: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
): string => {
  const line = (cells: ReadonlyArray<string>) => `| ${cells.map(cell).join(" | ")} |`
  return rows.length === 0
    ? ""
    : [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n")
}
