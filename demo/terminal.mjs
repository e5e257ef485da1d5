// What the demo says, and how: plain text first, colours only where a terminal wants them.
import { stripVTControlCharacters } from "node:util"

const coloured =
  process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb"

const paint = (code) => (text) => (coloured ? `\x1b[${code}m${text}\x1b[0m` : text)

export const bold = paint(1)
export const dim = paint(2)
export const red = paint(31)
export const green = paint(32)
export const yellow = paint(33)

export const say = (text = "") => console.log(text)

/** The Python that is about to run. */
export const showCode = (code) => say(indent("    ", code.trim(), dim))

/** Something that a script printed, as it came; what it may hold of control characters stays out. */
export const showOutput = (text) => {
  if (text.trim() !== "") say(indent("  │ ", stripVTControlCharacters(text.trimEnd())))
}

/** A call to the server: the tool, and what is told about it. */
export const showCall = (tool, about = "") => say(`  ${bold(tool)} ${dim(about)}`)

/** A claim that is checked before it is printed. */
export const check = (claim, assertion) => {
  try {
    assertion()
  } catch (error) {
    throw new Error(`"${claim}" does not hold: ${error.message}`)
  }
  say(`  ${green("✓")} ${claim}`)
}

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`

const indent = (margin, text, style = (line) => line) =>
  text
    .split("\n")
    .map((line) => margin + style(line))
    .join("\n")
