import type { RunStatistics } from "../domain/Measurement.ts"

/** Below so many times an empty script, most of what is compared is the start of Python. */
const fewStarts = 3

interface Walls {
  readonly a: RunStatistics
  readonly b: RunStatistics
  readonly empty: RunStatistics
}

/** Says where a comparison of wall times tells little, because both scripts are short. */
export const startNotes = ({ a, b, empty }: Walls): ReadonlyArray<string> => {
  if (a.wall === null || b.wall === null || empty.wall === null) return []
  const shorter = Math.min(a.wall.median, b.wall.median)
  const start = empty.wall.median
  if (shorter >= fewStarts * start) return []
  const found = `An empty script takes ${milliseconds(start)} here, and the shorter of the two ${milliseconds(shorter)}`
  return start >= shorter
    ? [`${found}: the start of Python is nearly all that was compared, and the rest is noise.`]
    : [`${found}: the start of Python, which both have in common, is much of what was compared.`]
}

const milliseconds = (seconds: number): string => `${Math.round(seconds * 1000)} ms`
