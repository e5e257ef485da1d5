import { Clock, Effect, Random } from "effect"

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const pattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** Whether a text is a ULID (https://github.com/ulid/spec): 48 bits of time, 80 of chance. */
export const isUlid = (text: string): boolean => pattern.test(text)

/** When a ULID was made, in milliseconds since the epoch. */
export const timeOf = (ulid: string): number =>
  [...ulid.slice(0, 10)].reduce((time, digit) => time * 32 + alphabet.indexOf(digit), 0)

/** What every ULID of that time begins with, in milliseconds since the epoch; sorts as time does. */
export const ulidPrefix = (time: number): string => timeDigits(time)

/** A new ULID: sorts by the time it was made. */
export const ulid: Effect.Effect<string> = Effect.suspend(() =>
  Effect.flatMap(Clock.currentTimeMillis, ulidOf),
)

/** A new ULID of that time, in milliseconds since the epoch. */
export const ulidOf = (time: number): Effect.Effect<string> =>
  randomText(16, 32, (digit) => alphabet.charAt(digit)).pipe(
    Effect.map((digits) => timeDigits(time) + digits),
  )

/** 128 random bits as hexadecimal digits. */
export const randomBits: Effect.Effect<string> = Effect.suspend(() =>
  randomText(32, 16, (digit) => digit.toString(16)),
)

const timeDigits = (time: number): string => {
  const digit = (place: number) => Math.floor(time / 32 ** place) % 32
  return Array.from({ length: 10 }, (_, index) => alphabet.charAt(digit(9 - index))).join("")
}

const randomText = (length: number, base: number, show: (digit: number) => string) =>
  Effect.replicateEffect(Random.nextIntBetween(0, base), length).pipe(
    Effect.map((digits) => digits.map(show).join("")),
  )
