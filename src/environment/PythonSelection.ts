import { Context, Effect, Layer, Option } from "effect"
import {
  compare,
  excerpt,
  matches,
  matchesSpecifier,
  PythonRequest,
  PythonVersionInvalid,
} from "../domain/PythonVersion.ts"
import { Settings } from "../domain/Settings.ts"
import { PythonConflict, PythonMissing } from "./EnvironmentErrors.ts"
import { PythonSource } from "./EnvironmentPlan.ts"
import type { Interpreter } from "./Interpreter.ts"
import { Interpreters } from "./Interpreters.ts"
import type { Constraint } from "./ProjectFiles.ts"

/** A version that was asked for: by the call, or by a `.python-version`. */
export interface Pick {
  readonly text: string
  readonly request: PythonRequest
  /** None for the call's own python_version, which must not be ignored. */
  readonly file: Option.Option<string>
}

/** What is known about the Python that a run wants. */
export interface Wish {
  readonly constraint: Option.Option<Constraint>
  readonly pick: Option.Option<Pick>
}

/** The Python for a wish, and what was ignored on the way. */
export interface Selected {
  readonly python: PythonSource
  readonly notes: ReadonlyArray<string>
}

/** Chooses the Python of a run as the contract says ("Which Python, with uv"). */
export class PythonSelection extends Context.Tag("python-mcp/PythonSelection")<
  PythonSelection,
  {
    readonly select: (
      wish: Wish,
    ) => Effect.Effect<Selected, PythonConflict | PythonMissing | PythonVersionInvalid>
  }
>() {
  static readonly layer: Layer.Layer<PythonSelection, never, Interpreters | Settings> =
    Layer.effect(
      this,
      Effect.gen(function* () {
        const interpreters = yield* Interpreters
        const { pythonDownloads } = yield* Settings

        const selectMissing = Effect.fnUntraced(function* (wish: Wish) {
          const isPossible = couldFit(wish)
          if (pythonDownloads && isPossible) {
            const python = PythonSource.Download({ request: forUv(wish), label: labelOf(wish) })
            return { python, notes: [] }
          }
          const installed = (yield* interpreters.all).map(({ version }) => version)
          return yield* new PythonMissing({
            request: labelOf(wish),
            installed,
            downloads: isPossible ? "off" : "unused",
          })
        })

        const select: PythonSelection["Type"]["select"] = Effect.fn("PythonSelection.select")(
          function* (wish) {
            const found = yield* interpreters.find((interpreter) => fits(wish, interpreter))
            if (Option.isSome(found)) {
              return { python: PythonSource.Installed({ interpreter: found.value }), notes: [] }
            }
            const { pick } = wish
            if (Option.isNone(pick) || couldFit(wish)) return yield* selectMissing(wish)
            if (Option.isNone(pick.value.file)) return yield* refusal(wish, pick.value)
            const { python, notes } = yield* select({ ...wish, pick: Option.none() })
            return { python, notes: [...notes, outsideNote(wish, pick.value)] }
          },
        )

        return { select }
      }),
    )
}

/** Whether an interpreter is what is wanted. A free-threaded one has to be asked for, or chosen. */
export const fits = ({ constraint, pick }: Wish, interpreter: Interpreter): boolean => {
  const { version, freeThreaded, source } = interpreter
  const isWithin = Option.match(constraint, {
    onNone: () => true,
    onSome: ({ specifier }) => matchesSpecifier(specifier, version),
  })
  return (
    isWithin &&
    Option.match(pick, {
      onNone: () => !freeThreaded || deliberate.has(source),
      onSome: ({ request }) => matches(request, version, { freeThreaded }),
    })
  )
}

const deliberate: ReadonlySet<Interpreter["source"]> = new Set(["setting", "active", "given"])

/** Whether any Python, installed or not, could be what is wanted. */
const couldFit = ({ constraint, pick }: Wish): boolean => {
  const isWithin = (version: string) =>
    Option.match(constraint, {
      onNone: () => true,
      onSome: ({ specifier }) => matchesSpecifier(specifier, version),
    })
  const isPicked = (version: string) =>
    Option.match(pick, {
      onNone: () => true,
      onSome: ({ request }) => matches(asOrdinary(request), version),
    })
  return candidatesFor(pick).some((version) => isPicked(version) && isWithin(version))
}

/** Every version that there could be: real ones have at most a few dozen patches. */
const imaginable: ReadonlyArray<string> = Array.from({ length: 32 }, (_, minor) =>
  Array.from({ length: 64 }, (_, patch) => `3.${minor + 8}.${patch}`),
).flat()

const candidatesFor = (pick: Option.Option<Pick>): ReadonlyArray<string> =>
  Option.match(pick, {
    onNone: () => imaginable,
    onSome: ({ request }) =>
      request._tag === "Exact" ? [request.version].filter(isSupported) : imaginable,
  })

const isSupported = (version: string): boolean => compare(version, "3.8") >= 0

const asOrdinary = (request: PythonRequest): PythonRequest =>
  request._tag === "Range" ? request : { ...request, freeThreaded: false }

const refusal = (wish: Wish, { text }: Pick): PythonConflict | PythonVersionInvalid =>
  Option.match(wish.constraint, {
    onSome: ({ specifier, origin }) =>
      new PythonConflict({ python_version: text, constraint: specifier, origin }),
    onNone: () =>
      new PythonVersionInvalid({
        version: text,
        reason: "only versions from 3.8 to 3.39 can be used",
      }),
  })

const outsideNote = ({ constraint }: Wish, { text, file }: Pick): string => {
  const asks = `${Option.getOrElse(file, () => "python_version")} asks for Python ${excerpt(text)}`
  return Option.match(constraint, {
    onNone: () => `${asks}, which is too old to be used here: it is ignored.`,
    onSome: ({ specifier, origin }) =>
      `${asks}, which is outside requires-python ${excerpt(specifier)} (${origin}): it is ignored.`,
  })
}

const labelOf = ({ constraint, pick }: Wish): string => {
  const within = Option.match(constraint, {
    onNone: () => "",
    onSome: ({ specifier, origin }) => ` within ${specifier} (requires-python, ${origin})`,
  })
  return Option.match(pick, {
    onNone: () => `A Python${within}`,
    onSome: ({ text, file }) =>
      `Python ${text}${within}${Option.match(file, {
        onNone: () => "",
        onSome: (path) => `, asked for by ${path},`,
      })}`,
  })
}

/** The wish in uv's words: one request that has the constraint in it where that can be said. */
const forUv = ({ constraint, pick }: Wish): string => {
  const within = Option.toArray(constraint).map(({ specifier }) => specifier)
  if (Option.isNone(pick)) return within.join(",") || "3"
  return PythonRequest.$match(pick.value.request, {
    Exact: ({ version, freeThreaded }) => version + (freeThreaded ? "t" : ""),
    Line: ({ release, freeThreaded }) => {
      const line = release.join(".")
      if (freeThreaded) return `${line}t`
      return within.length === 0 ? line : [`==${line}.*`, ...within].join(",")
    },
    Range: ({ specifier }) => [specifier, ...within].join(","),
  })
}
