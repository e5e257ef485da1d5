import { randomFrom } from "./Faults.ts"

/** How long `count` runs of a script that takes 1 s take on some machine, one after the other. */
type Noise = (count: number, random: () => number) => Array<number>

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const each =
  (one: (random: () => number) => number): Noise =>
  (count, random) =>
    Array.from({ length: count }, () => one(random))

/** Machines of all kinds. */
export const noises = {
  "a quiet machine": each((random) => 1 + 0.05 * Math.abs(normal(random))),
  "heavy tails": each((random) => 1 + 0.02 * ((1 - random()) ** (-1 / 1.5) - 1)),
  "one run in ten disturbed": each(
    (random) => 1 + 0.02 * Math.abs(normal(random)) + (random() < 0.1 ? 2 * random() : 0),
  ),
  "two speeds by chance": each(
    (random) => (random() < 0.4 ? 1.3 : 1) * (1 + 0.02 * Math.abs(normal(random))),
  ),
  "a machine that grows slower": (count, random) => {
    const slope = random()
    return Array.from(
      { length: count },
      (_, at) => (1 + (slope * at) / count) * (1 + 0.03 * Math.abs(normal(random))),
    )
  },
  "a load that comes and goes": (count, random) => {
    let level = 0
    return Array.from({ length: count }, () => {
      level += 0.08 * normal(random)
      return Math.exp(level + 0.03 * normal(random))
    })
  },
  "every second run slower": (count, random) =>
    Array.from(
      { length: count },
      (_, at) => (at % 2 === 0 ? 1 : 1.1) * (1 + 0.03 * Math.abs(normal(random))),
    ),
  "a coarse clock": each((random) => 1 + 0.01 * Math.floor(3 * random())),
} satisfies Readonly<Record<string, Noise>>

/** The figures of two scripts that were run by turns (ABBA), b `faster` times as fast as a. */
export const compared = (noise: Noise, runs: number, faster: number, seed: number) => {
  const took = noise(2 * runs, randomFrom(seed))
  const a: Array<number> = []
  const b: Array<number> = []
  took.forEach((time, at) => {
    const isA = (at % 2 === 0) === (Math.floor(at / 2) % 2 === 0)
    if (isA) a.push(time)
    else b.push(time / faster)
  })
  return { a: a.map(measured), b: b.map(measured) }
}

const measured = (wall: number) => ({
  wall_time_seconds: wall,
  cpu_time_seconds: null,
  peak_rss_mb: null,
})
