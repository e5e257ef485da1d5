import { type Change, changesBetween, type Lines } from "./LineChanges.ts"

/** What changed in one file, for people and for `patch`. */
export interface FileDiff {
  /** Ends with a line break; empty where nothing changed. */
  readonly text: string
  readonly added: number
  readonly removed: number
}

/** The difference of two texts as `diff -u` writes it, under one name. */
export const unifiedDiff = (path: string, before: string, after: string): FileDiff => {
  const [older, newer] = [linesOf(before), linesOf(after)]
  const changes = changesBetween(older, newer)
  if (changes.length === 0) return { text: "", added: 0, removed: 0 }
  const hunks = hunksOf(changes).map((hunk) => hunkText(hunk, older, newer))
  return {
    text: `--- ${path}\n+++ ${path}\n${hunks.join("")}`,
    added: sum(changes.map(({ newFrom, newTo }) => newTo - newFrom)),
    removed: sum(changes.map(({ oldFrom, oldTo }) => oldTo - oldFrom)),
  }
}

/** With their line breaks; only `\n` is one, as for every tool that reads a diff. */
const linesOf = (text: string): Lines => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)

/** So many unchanged lines are shown around a change. */
const context = 3

const hunksOf = (changes: ReadonlyArray<Change>): ReadonlyArray<ReadonlyArray<Change>> => {
  const hunks: Array<Array<Change>> = []
  for (const change of changes) {
    const last = hunks.at(-1)
    const end = last?.at(-1)?.oldTo ?? Number.NEGATIVE_INFINITY
    if (last !== undefined && change.oldFrom - end <= 2 * context) last.push(change)
    else hunks.push([change])
  }
  return hunks
}

const hunkText = (hunk: ReadonlyArray<Change>, older: Lines, newer: Lines): string => {
  const [first, last] = [hunk[0], hunk.at(-1)]
  if (first === undefined || last === undefined) return ""
  const before = Math.min(context, first.oldFrom)
  const after = Math.min(context, older.length - last.oldTo)
  const from = first.oldFrom - before
  const lines: Array<string> = []
  let at = from
  for (const { oldFrom, oldTo, newFrom, newTo } of hunk) {
    lines.push(...marked(" ", older.slice(at, oldFrom)))
    lines.push(...marked("-", older.slice(oldFrom, oldTo)))
    lines.push(...marked("+", newer.slice(newFrom, newTo)))
    at = oldTo
  }
  lines.push(...marked(" ", older.slice(at, last.oldTo + after)))
  const oldRange = rangeText(from, last.oldTo + after - from)
  const newRange = rangeText(first.newFrom - before, last.newTo + after - first.newFrom + before)
  return `@@ -${oldRange} +${newRange} @@\n${lines.join("")}`
}

const marked = (mark: string, lines: Lines): Lines =>
  lines.map((line) =>
    line.endsWith("\n") ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`,
  )

/** An empty range is named by the line before it. */
const rangeText = (from: number, count: number): string => {
  const start = count === 0 ? from : from + 1
  return count === 1 ? `${start}` : `${start},${count}`
}
