/** The two streams of a process. */
export type StreamName = "stdout" | "stderr"

/** Raw bytes of a stream. */
export interface OutputPage {
  readonly bytes: Uint8Array
  /** Where these bytes begin. */
  readonly start: number
  /** The stream's size when it was read. */
  readonly size: number
}

/** A part of a stream as text: its head and its tail, or, where nothing is missing, all of it as `head`. */
export interface OutputExcerpt {
  readonly head: string
  readonly tail: string
  readonly truncated: boolean
  /** The stream's size. */
  readonly size: number
  /** How many bytes stand between head and tail, and where the first of them is. */
  readonly missing: number
  readonly missingFrom: number
}

/** How many of these bytes can be decoded before more come: all but a character's valid beginning at the end. */
export const utf8Boundary = (bytes: Uint8Array): number => {
  const { length } = bytes
  for (let held = 1; held <= Math.min(3, length); held += 1) {
    const start = length - held
    if (isContinuation(byteAt(bytes, start))) continue
    return beginsCharacter(bytes, start) ? start : length
  }
  return length
}

/**
 * The text of a page, and how many of its bytes that is: up to three may begin a character that the
 * next page ends. `ended` says that nothing will ever follow these bytes. What is not UTF-8 is
 * replaced, the same in pages of any size as in the whole.
 */
export const decodePage = (
  bytes: Uint8Array,
  { ended }: { readonly ended: boolean },
): { readonly text: string; readonly consumed: number } => {
  const consumed = ended ? bytes.length : utf8Boundary(bytes)
  return { text: decoder.decode(bytes.subarray(0, consumed)), consumed }
}

/** Where the first character begins in bytes that were cut off before: at most three end another. */
export const characterStart = (bytes: Uint8Array): number => {
  let start = 0
  while (start < 3 && isContinuation(byteAt(bytes, start))) start += 1
  return start
}

/** How many bytes of a stream an excerpt reads at either end: all at its head when they fit. */
export const excerptParts = (
  size: number,
  maxBytes: number,
): { readonly head: number; readonly tail: number } => {
  if (size <= maxBytes) return { head: size, tail: 0 }
  const head = Math.floor(maxBytes / 4)
  return { head, tail: maxBytes - head }
}

/** An excerpt of a stream from its first and its last bytes, cut at lines where an end is near, else at characters. */
export const excerptOf = (first: Uint8Array, last: Uint8Array, size: number): OutputExcerpt => {
  const isWhole = first.length >= size
  const head = isWhole ? first : first.subarray(0, headEnd(first))
  const tail = isWhole ? last.subarray(last.length) : last.subarray(tailStart(last, size))
  const missing = size - head.length - tail.length
  return {
    head: decoder.decode(head),
    tail: decoder.decode(tail),
    truncated: missing > 0,
    size,
    missing,
    missingFrom: head.length,
  }
}

/** What the specification puts at the end of stderr where the time was over; the file does not have it. */
export const timeoutMark = "[TIMEOUT]"

/** The excerpt for a reader: what is missing is counted, with the call that reads it. */
export const withMarker = (
  excerpt: OutputExcerpt,
  { jobId, stream }: { readonly jobId: string; readonly stream: StreamName },
): string => {
  if (!excerpt.truncated) return excerpt.head + excerpt.tail
  const count = excerpt.missing.toLocaleString("en-US")
  const call = `stream_deltas(job_id="${jobId}", ${stream}_cursor=${excerpt.missingFrom})`
  const lineEnd = excerpt.head === "" || excerpt.head.endsWith("\n") ? "" : "\n"
  return `${excerpt.head}${lineEnd}[… ${count} bytes of ${stream} left out; ${call} reads them …]\n${excerpt.tail}`
}

/** A text as `withMarker` made it, or without a marker, and what it is of. */
export interface OutputText {
  readonly text: string
  readonly jobId: string
  readonly stream: StreamName
  /** Where in the stream the text begins. */
  readonly start: number
  /** How many bytes of the stream it stands for, left out or not; null where nobody has counted. */
  readonly bytes: number | null
}

/** The text with at most `maxBytes` of output: one marker counts all that is missing then. */
export const cutAgain = (given: OutputText, maxBytes: number): string => {
  const parts = partsOf(given)
  const [first, last] = [encoder.encode(parts.head), encoder.encode(parts.tail)]
  const length = parts.missing > 0 ? first.length + last.length : first.length
  if (length <= maxBytes) return given.text
  const room = excerptParts(length, maxBytes)
  const tailFrom = Math.max(0, last.length - room.tail)
  const cut = excerptOf(first.subarray(0, room.head), last.subarray(tailFrom), length)
  const bytesOf = inStream(given, length + parts.missing)
  const missingFrom = Math.min(given.start + bytesOf(cut.head), parts.headEnd)
  const dropped = parts.tail.slice(0, parts.tail.length - cut.tail.length)
  const missing = parts.tailStart + bytesOf(dropped) - missingFrom
  return withMarker({ ...cut, missing, missingFrom }, given)
}

/** One budget for both streams: half each, and what a small one does not need is the other's. */
export const splitBudget = (
  total: number,
  sizes: Readonly<Record<StreamName, number>>,
): Readonly<Record<StreamName, number>> => {
  const atMost = Math.max(Math.floor(total / 2), total - sizes.stderr)
  const stdout = Math.min(sizes.stdout, atMost)
  return { stdout, stderr: total - stdout }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
const encoder = new TextEncoder()

const marker =
  /\[… ([\d,]+) bytes of (\w+) left out; stream_deltas\(job_id="([^"\n]*)", \w+_cursor=(\d+)\) reads them …\]\n/g

/** What stands before and after the marker, and where in the stream; without one, both are the text. */
const partsOf = ({ text, jobId, stream, start }: OutputText) => {
  const found = [...text.matchAll(marker)].find(
    ([, , markedStream, id]) => markedStream === stream && id === jobId,
  )
  if (found === undefined) {
    return {
      head: text,
      tail: text,
      missing: 0,
      headEnd: Number.POSITIVE_INFINITY,
      tailStart: start,
    }
  }
  const [line, count = "", , , cursor] = found
  const missing = Number(count.replaceAll(",", ""))
  return {
    head: text.slice(0, found.index),
    tail: text.slice(found.index + line.length),
    missing,
    headEnd: Number(cursor),
    tailStart: Number(cursor) + missing,
  }
}

/** How many bytes of the stream a part of the text is: what was replaced in it may have been one byte only. */
const inStream = ({ text, bytes }: OutputText, length: number) => {
  // A line's end before the marker and the mark of a time-out are no output.
  const added = text.endsWith(timeoutMark) ? timeoutMark.length + 2 : 1
  const isReplaced = bytes === null || length - added > bytes
  return (part: string): number => {
    const replaced = isReplaced ? part.split("\ufffd").length - 1 : 0
    return encoder.encode(part).length - 2 * replaced
  }
}

const newline = 0x0a

const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0

const isContinuation = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf

/** Whether the bytes from `start` to the end are a character's beginning that a decoder would wait with. */
const beginsCharacter = (bytes: Uint8Array, start: number): boolean => {
  const lead = byteAt(bytes, start)
  const held = bytes.length - start
  return held < lengthOf(lead) && (held === 1 || canFollow(lead, byteAt(bytes, start + 1)))
}

const lengthOf = (lead: number): number => {
  if (lead < 0xc2 || lead > 0xf4) return 1
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}

// No overlong forms, no surrogates, nothing after U+10FFFF; the caller knows it for a continuation.
const canFollow = (lead: number, second: number): boolean => {
  if (lead === 0xe0) return second >= 0xa0
  if (lead === 0xed) return second <= 0x9f
  if (lead === 0xf0) return second >= 0x90
  return lead !== 0xf4 || second <= 0x8f
}

/** How far from a cut a line's end is looked for. */
const reach = (length: number): number => Math.min(1024, Math.floor(length / 2))

const headEnd = (bytes: Uint8Array): number => {
  const afterLine = bytes.lastIndexOf(newline) + 1
  const isNear = afterLine > 0 && bytes.length - afterLine <= reach(bytes.length)
  return isNear ? afterLine : utf8Boundary(bytes)
}

const tailStart = (bytes: Uint8Array, size: number): number => {
  if (bytes.length >= size) return 0
  const afterLine = bytes.indexOf(newline) + 1
  if (afterLine > 0 && afterLine <= reach(bytes.length)) return afterLine
  return characterStart(bytes)
}
