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
            return PythonSource.Download({ request: forUv(wish), label: labelOf(wish) })
          }
          const installed = (yield* interpreters.all).map(({ version }) => version)
          return yield* new PythonMissing({
            request: labelOf(wish),
            installed,
            downloads: isPossible ? "off" : "unused",
          })
        })

        const select = Effect.fn("PythonSelection.select")(function* (given: Wish) {
          const { wish, notes } = settled(given)
          const found = yield* interpreters.find((interpreter) => fits(wish, interpreter))
          if (Option.isSome(found)) {
            return { python: PythonSource.Installed({ interpreter: found.value }), notes }
          }
          const { pick } = wish
          if (Option.isSome(pick) && !couldFit(wish)) return yield* refusal(wish, pick.value)
          return { python: yield* selectMissing(wish), notes }
        })

        return { select }
      }),
    )
}

/** The wish without a `.python-version` that no Python inside the constraint can be, and a note of that. */
export const settled = (
  wish: Wish,
): { readonly wish: Wish; readonly notes: ReadonlyArray<string> } =>
  Option.match(
    Option.filter(wish.pick, ({ file }) => Option.isSome(file) && !couldFit(wish)),
    {
      onNone: () => ({ wish, notes: [] }),
      onSome: (pick) => ({
        wish: { ...wish, pick: Option.none() },
        notes: [outsideNote(wish, pick)],
      }),
    },
  )

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
const patchesOf = (minor: number): ReadonlyArray<string> =>
  Array.from({ length: 64 }, (_, patch) => `3.${minor}.${patch}`)

const imaginable: ReadonlyArray<string> = Array.from({ length: 32 }, (_, minor) =>
  patchesOf(minor + 8),
).flat()

/** As few as there are: each is compared with specifiers, also where a run has to wait for it. */
const candidatesFor = (pick: Option.Option<Pick>): ReadonlyArray<string> => {
  if (Option.isNone(pick)) return imaginable
  const { request } = pick.value
  if (request._tag === "Exact") return [request.version].filter(isSupported)
  const minor = request._tag === "Line" ? request.release[1] : undefined
  if (minor === undefined) return imaginable
  return minor >= 8 && minor < 40 ? patchesOf(minor) : []
}

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
