import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Duration, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import { Probe } from "../processes/Probe.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { type Indexes, parseUrl, readIndexes } from "./Indexes.ts"
import { type Interpreter, withoutPythonVariables } from "./Interpreter.ts"

/** What asks an index, and what it may ask besides those of the settings. */
export interface IndexQuestion {
  /** The Python to look with. */
  readonly python: Interpreter
  /** Options and requirements, which may have URLs of their own. */
  readonly words: ReadonlyArray<string>
}

/**
 * Tells a dead network from a slow index. uv waits for 30 seconds and more before it gives up; with less
 * patience it would give up slow indexes, too. So it keeps its patience, and whether there is anybody at
 * all is asked beside it.
 */
export class IndexReach extends Context.Tag("python-mcp/IndexReach")<
  IndexReach,
  {
    /** The work, unless it lasts and none of the indexes gives a sign of life: then it is ended and fails. */
    readonly guard: <A, E>(
      stage: string,
      question: IndexQuestion,
      work: Effect.Effect<A, E>,
    ) => Effect.Effect<A, E | EnvironmentFailed>
  }
>() {
  static readonly layer: Layer.Layer<IndexReach, never, FileSystem.FileSystem | Host | Probe> =
    Layer.effect(
      this,
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const host = yield* Host
        const probe = yield* Probe
        const env = withoutPythonVariables(host.environment)

        const areSilent = (python: Interpreter, urls: ReadonlyArray<string>) =>
          probe
            .ask({
              argv: [python.path, "-I", "-S", "-c", program, `${seconds}`, ...urls],
              env,
              cwd: "/",
              timeLimit: Duration.seconds(4 * seconds),
            })
            .pipe(
              Effect.map(({ exitCode }) => exitCode === silence),
              Effect.orElseSucceed(() => false),
            )

        const watch = Effect.fnUntraced(function* (
          stage: string,
          { python, words }: IndexQuestion,
        ) {
          yield* Effect.sleep(headStart)
          const urls = addresses(yield* readIndexes(fs, host), words)
          if (urls.length === 0 || !(yield* areSilent(python, urls))) return yield* Effect.never
          const asked = urls.filter((url) => !isRoot(url)).join(", ")
          const detail = `No answer from ${asked} within ${seconds} seconds.`
          return yield* new EnvironmentFailed({ stage, reason: "network", detail })
        })

        return {
          guard: (stage, question, work) => Effect.raceFirst(work, watch(stage, question)),
        }
      }),
    )
}

/** Whoever fails by that would not fare better with another tool. */
export const isSilence = ({ reason, detail }: EnvironmentFailed): boolean =>
  reason === "network" && detail.startsWith("No answer from")

/** What is ready by then is not looked after: most of what is built is. */
const headStart = Duration.millis(700)

/** With the head start, what went before and what is tried without a network, below five in all. */
const seconds = 2.8

const silence = 7

/** Any answer is one, an error as well: only silence counts. urllib knows the proxies. */
const program = `
import os, sys, threading, urllib.request
def ask(url):
    try:
        urllib.request.urlopen(urllib.request.Request(url, method="HEAD"))
    except Exception:
        pass
    os._exit(0)
for url in sys.argv[2:]:
    threading.Thread(target=ask, args=(url,), daemon=True).start()
threading.Event().wait(float(sys.argv[1]))
os._exit(${silence})
`

const pypi = "https://pypi.org/simple"

/** Of every index and every URL: itself and the root of its server, one of which may be slow. No credentials. */
const addresses = (indexes: Indexes, words: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (indexes.isOff) return []
  const direct = words.flatMap((word) => word.match(/\bhttps?:\/\/[^\s"'<>]+/g) ?? [])
  const main = Option.getOrElse(indexes.main, () => pypi)
  const urls = [main, ...indexes.extra, ...direct].flatMap((text) => {
    const url = parseUrl(text)
    return url === undefined ? [] : [`${url.origin}${url.pathname}`, `${url.origin}/`]
  })
  return [...new Set(urls)]
}

const isRoot = (url: string): boolean => new URL(url).pathname === "/"
