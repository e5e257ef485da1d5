import { python } from "./Python.ts"

/** Faults are tried in full by `npm run test:faults`, in a short form by `npm test`. */
export const isFull: boolean = process.env.FAULTS === "full"

/** How often, how many or how long: in the short form and in full, unless FAULT_ROUNDS says. */
export const rounds = (short: number, full = short): number =>
  Number(process.env.FAULT_ROUNDS ?? (isFull ? full : short))

/** A size that FAULT_ROUNDS has nothing to do with. */
export const sized = <A>(short: A, full: A): A => (isFull ? full : short)

/** What chance decides is decided again in the same way by FAULT_SEED; it is in the tests' names. */
export const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31))

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export const randomFrom = (from: number): (() => number) => {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Some of them, by chance, in their order; all of them in full. */
export const someOf = <A>(all: ReadonlyArray<A>, count: number, from: number): Array<A> => {
  if (isFull) return [...all]
  const random = randomFrom(from)
  const keyed = all.map((one, i) => ({ one, i, key: random() }))
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .sort((a, b) => a.i - b.i)
    .map(({ one }) => one)
}

/** A command that runs a few lines of Python, for what Node cannot do. */
export const pythonCode = (
  code: string,
  ...args: ReadonlyArray<string>
): [string, Array<string>] => [python, ["-I", "-S", "-c", code, ...args]]
