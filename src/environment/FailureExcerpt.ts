/** Of a tool's last words, an error carries so much. */
const tailLength = 2048

/** Of those that tell the cause, where they stand before the last ones. */
const headLength = 512

/** What uv says of every environment; the folder in it is of no use to anybody. */
export const withoutNoise = (words: string): string => words.replace(noise, "").trim()

const noise = /^Using (?:C?Python|PyPy|GraalPy) .*(?:environment|interpreter) at: .*(?:\n|$)/gm

/** What an error shows of long words: those that tell the cause, which begin `at`, and the last ones. */
export const failureExcerpt = (words: string, at: number): string => {
  if (words.length <= tailLength) return words
  const tailStart = lineAfter(words, words.length - tailLength)
  const tail = words.slice(tailStart).replace(/^[\uDC00-\uDFFF]/, "")
  const headStart = words.lastIndexOf("\n", at) + 1
  if (headStart >= tailStart) return tail
  if (headStart + headLength >= tailStart) return words.slice(headStart)
  const head = words.slice(headStart, headStart + headLength)
  return `${wholeLines(head)}\n[…]\n${tail}`
}

/** The next line's beginning where one is near. */
const lineAfter = (words: string, start: number): number => {
  const end = words.indexOf("\n", start)
  return end >= 0 && end - start < nearness ? end + 1 : start
}

const wholeLines = (text: string): string =>
  text.includes("\n") ? text.slice(0, text.lastIndexOf("\n")) : text.replace(/[\uD800-\uDBFF]$/, "")

const nearness = 256
