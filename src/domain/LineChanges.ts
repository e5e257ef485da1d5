/** Lines of a file that were replaced by others: from and to count from 0, `to` is not among them. */
export interface Change {
  readonly oldFrom: number
  readonly oldTo: number
  readonly newFrom: number
  readonly newTo: number
}

/** With their line breaks. */
export type Lines = ReadonlyArray<string>

/**
 * Between lines that both have just once, and have in the same order, the rest is compared line by line;
 * where that would be too much, all of it counts as replaced, which is coarse and still true.
 */
export const changesBetween = (older: Lines, newer: Lines): ReadonlyArray<Change> => {
  const changes: Array<Change> = []
  const waiting: Array<Change> = [
    { oldFrom: 0, oldTo: older.length, newFrom: 0, newTo: newer.length },
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const rest = trimmed(next, older, newer)
    if (!isChange(rest)) continue
    const anchors = anchorsIn(rest, older, newer)
    if (anchors.length > 0) waiting.push(...between(rest, anchors).reverse())
    else changes.push(...comparedLines(rest, older, newer))
  }
  return joined(changes)
}

const trimmed = (
  { oldFrom, oldTo, newFrom, newTo }: Change,
  older: Lines,
  newer: Lines,
): Change => {
  const most = Math.min(oldTo - oldFrom, newTo - newFrom)
  let start = 0
  while (start < most && older[oldFrom + start] === newer[newFrom + start]) start += 1
  let end = 0
  while (end < most - start && older[oldTo - 1 - end] === newer[newTo - 1 - end]) end += 1
  return {
    oldFrom: oldFrom + start,
    oldTo: oldTo - end,
    newFrom: newFrom + start,
    newTo: newTo - end,
  }
}

type Pair = readonly [older: number, newer: number]

const anchorsIn = (
  { oldFrom, oldTo, newFrom, newTo }: Change,
  older: Lines,
  newer: Lines,
): ReadonlyArray<Pair> => {
  const inNewer = onceIn(newer, newFrom, newTo)
  const pairs = [...onceIn(older, oldFrom, oldTo)].flatMap(([line, at]): ReadonlyArray<Pair> => {
    const other = inNewer.get(line)
    return other === undefined ? [] : [[at, other]]
  })
  return longestRising(pairs.sort(([a], [b]) => a - b))
}

const onceIn = (lines: Lines, from: number, to: number): ReadonlyMap<string, number> => {
  const places = new Map<string, number>()
  const twice = new Set<string>()
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? ""
    if (places.has(line)) twice.add(line)
    places.set(line, at)
  }
  for (const line of twice) places.delete(line)
  return places
}

/** Of pairs that rise in the first number, as many as can be that rise in the second, too. */
const longestRising = (pairs: ReadonlyArray<Pair>): ReadonlyArray<Pair> => {
  const ends: Array<number> = []
  const before: Array<number> = []
  pairs.forEach(([, newer], index) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < newer) low = middle + 1
      else high = middle
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1)
    ends[low] = index
  })
  const rising: Array<Pair> = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at]
    if (pair !== undefined) rising.push(pair)
  }
  return rising.reverse()
}

const between = (
  { oldFrom, oldTo, newFrom, newTo }: Change,
  anchors: ReadonlyArray<Pair>,
): Array<Change> => {
  const starts: ReadonlyArray<Pair> = [[oldFrom - 1, newFrom - 1], ...anchors]
  const ends: ReadonlyArray<Pair> = [...anchors, [oldTo, newTo]]
  return starts.map(([older, newer], index) => ({
    oldFrom: older + 1,
    oldTo: ends[index]?.[0] ?? oldTo,
    newFrom: newer + 1,
    newTo: ends[index]?.[1] ?? newTo,
  }))
}

/** A table of so many cells is made at most. */
const maxCells = 1_000_000

/** By the longest common subsequence. */
const comparedLines = (change: Change, older: Lines, newer: Lines): ReadonlyArray<Change> => {
  const { oldFrom, oldTo, newFrom, newTo } = change
  if ((oldTo - oldFrom) * (newTo - newFrom) > maxCells) return [change]
  const pairs = commonPairs(older.slice(oldFrom, oldTo), newer.slice(newFrom, newTo))
  const anchors = pairs.map(([row, column]) => [oldFrom + row, newFrom + column] as const)
  return between(change, anchors).filter(isChange)
}

const isChange = ({ oldFrom, oldTo, newFrom, newTo }: Change): boolean =>
  oldFrom < oldTo || newFrom < newTo

const commonPairs = (older: Lines, newer: Lines): ReadonlyArray<Pair> => {
  const lengths = commonLengths(older, newer)
  const at = (row: number, column: number) => lengths[row * (newer.length + 1) + column] ?? 0
  const pairs: Array<Pair> = []
  let [row, column] = [0, 0]
  while (row < older.length && column < newer.length) {
    if (older[row] === newer[column]) pairs.push([row++, column++])
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return pairs
}

const commonLengths = (older: Lines, newer: Lines): Uint16Array => {
  const width = newer.length + 1
  const lengths = new Uint16Array((older.length + 1) * width)
  const at = (index: number) => lengths[index] ?? 0
  for (let row = older.length - 1; row >= 0; row -= 1) {
    for (let column = newer.length - 1; column >= 0; column -= 1) {
      const here = row * width + column
      lengths[here] =
        older[row] === newer[column]
          ? at(here + width + 1) + 1
          : Math.max(at(here + width), at(here + 1))
    }
  }
  return lengths
}

/** Neighbours are one change. */
const joined = (changes: ReadonlyArray<Change>): ReadonlyArray<Change> => {
  const whole: Array<Change> = []
  for (const change of changes) {
    const last = whole.at(-1)
    if (last?.oldTo === change.oldFrom && last.newTo === change.newFrom) {
      whole.splice(-1, 1, { ...last, oldTo: change.oldTo, newTo: change.newTo })
    } else whole.push(change)
  }
  return whole
}
