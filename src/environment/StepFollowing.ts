import { Duration, Effect, Option } from "effect"
import type { JobSite } from "../processes/JobSite.ts"
import { OutputFiles } from "../processes/OutputFiles.ts"
import type { Mask } from "./Secrets.ts"

/** Announces what a step of uv's is fetching or building, for as long as it runs, by what it says. */
export const makeFollowing = (mask: Mask) =>
  Effect.map(OutputFiles, (output) => {
    const look = Effect.fnUntraced(function* (
      site: JobSite,
      stage: string,
      folder: string,
      seen: Seen,
    ) {
      yield* Effect.sleep(interval)
      const { stderr: size } = yield* output.sizes(folder)
      if (size === seen.size) return seen
      const { head, tail } = yield* output.tail(folder, "stderr", followedBytes)
      const message = Option.match(underWay(mask(head + tail)), {
        onNone: () => stage,
        onSome: (what) => `${stage}: ${what}`,
      })
      if (message !== seen.message) yield* site.announce(message)
      return { size, message }
    })

    return (site: JobSite, stage: string) =>
      (folder: string): Effect.Effect<void> => {
        const unseen: Seen = { size: 0, message: stage }
        return Effect.iterate(unseen, {
          while: () => true,
          body: (seen) => look(site, stage, folder, seen),
        }).pipe(Effect.ignore)
      }
  })

/** What is not over yet by uv's words, the last of it by name; uv tells only of what is large. */
export const underWay = (words: string): Option.Option<string> => {
  const pending = new Map<string, string>()
  for (const line of words.split("\n")) {
    const [, doing, name, size = ""] = begins.exec(line) ?? []
    if (doing !== undefined && name !== undefined) {
      pending.set(name, `${doing.toLowerCase()} ${name}${size}`)
    }
    pending.delete(ends.exec(line)?.[1] ?? "")
  }
  const others = pending.size === 1 ? "" : ` and ${pending.size - 1} more`
  return Option.map(Option.fromNullable([...pending.values()].at(-1)), (last) => last + others)
}

const begins = /^ *(Downloading|Building) (\S+)( \(\d[\d.]* ?[KMGT]?i?B\))?/

const ends = /^ *(?:Downloaded|Built) (\S+)/

interface Seen {
  readonly size: number
  readonly message: string
}

const interval = Duration.millis(500)

/** Enough for the names of hundreds of packages. */
const followedBytes = 16 * 1024
