import { Array as Arr, Context, Effect, Layer, Option, Ref } from "effect"
import { PythonMissing } from "./EnvironmentErrors.ts"
import {
  byPreference,
  fromFacts,
  type Interpreter,
  type InterpreterOrigin,
  isUsable,
} from "./Interpreter.ts"
import { InterpreterInspection } from "./InterpreterInspection.ts"
import { type InterpreterPlace, InterpreterPlaces } from "./InterpreterPlaces.ts"

/** Which Pythons there are. Shims on PATH are never believed: the interpreter behind them is. */
export class Interpreters extends Context.Tag("python-mcp/Interpreters")<
  Interpreters,
  {
    /**
     * Every CPython from 3.8 on, each once by its real binary, in the order of preference: final
     * releases first, the newest first. Virtual environments are not among them. Scanned once.
     */
    readonly all: Effect.Effect<ReadonlyArray<Interpreter>>
    /** The setting's, then that of the active environment: those that a user chose. */
    readonly chosen: Effect.Effect<ReadonlyArray<Interpreter>>
    /** The first of `chosen` and `all` that is accepted; looks around anew before it says None. */
    readonly find: (
      accepts: (interpreter: Interpreter) => boolean,
    ) => Effect.Effect<Option.Option<Interpreter>>
    /** What stands at a path, a virtual environment's Python included. */
    readonly inspect: (path: string) => Effect.Effect<Option.Option<Interpreter>>
    /** The system's own: the setting's, else the first real `python3` on PATH, else any. */
    readonly system: Effect.Effect<Interpreter, PythonMissing>
  }
>() {
  static readonly layer: Layer.Layer<
    Interpreters,
    never,
    InterpreterInspection | InterpreterPlaces
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const inspection = yield* InterpreterInspection
      const places = yield* InterpreterPlaces
      const lock = yield* Effect.makeSemaphore(1)
      const known = yield* Ref.make(Option.none<ReadonlyArray<Interpreter>>())

      const { inspectAs, inspectAll, firstOf } = makeInspections(inspection)

      const scan = Effect.gen(function* () {
        const found = yield* inspectAll(yield* places.all)
        const interpreters = Arr.sort(distinct(found.filter(isCandidate)), byPreference)
        yield* Ref.set(known, Option.some(interpreters))
        yield* inspection.save
        yield* Effect.logDebug(
          `Found Python ${interpreters.map(({ version }) => version).join(", ")}`,
        )
        return interpreters
      })

      const warnOfSetting = Effect.gen(function* () {
        const [place] = places.setting
        if (place === undefined || Option.isSome(yield* firstOf(places.setting))) return
        yield* Effect.logWarning(`PYTHON_MCP_PYTHON names no usable Python: ${place.path}`)
      })

      const all = Effect.flatMap(
        Ref.get(known),
        Option.match({
          onNone: () => Effect.zipRight(warnOfSetting, scan),
          onSome: Effect.succeed,
        }),
      ).pipe(lock.withPermits(1))

      const chosen = Effect.map(
        Effect.all([firstOf(places.setting), firstOf(Option.toArray(places.active))]),
        Arr.getSomes,
      )

      /** An interpreter that was upgraded in place is another one. */
      const isStillThere = (interpreter: Interpreter) =>
        Effect.map(
          inspection.inspect(interpreter.path),
          Option.exists(({ version }) => version === interpreter.version),
        )

      const find = Effect.fn("Interpreters.find")(function* (
        accepts: (interpreter: Interpreter) => boolean,
      ) {
        const own = yield* chosen
        const best = Arr.findFirst([...own, ...(yield* all)], accepts)
        if (Option.isSome(best) && (yield* isStillThere(best.value))) return best
        return Arr.findFirst([...own, ...(yield* lock.withPermits(1)(scan))], accepts)
      })

      return {
        all: Effect.withSpan(all, "Interpreters.all"),
        chosen,
        find,
        inspect: (path) => inspectAs(path, "given"),
        system: systemPython(places, firstOf, find),
      }
    }),
  )
}

/** Looking at one place, at all of several, and at the first that is good. */
const makeInspections = (inspection: InterpreterInspection["Type"]) => {
  const inspectAs = (path: string, source: InterpreterOrigin) =>
    Effect.map(
      inspection.inspect(path),
      Option.map((facts) => fromFacts(facts, source)),
    )

  const inspectAll = (candidates: ReadonlyArray<InterpreterPlace>) =>
    Effect.forEach(candidates, ({ path, source }) => inspectAs(path, source), {
      concurrency: 2,
    }).pipe(Effect.map((found) => Arr.getSomes(found).filter(isUsable)))

  const firstOf = Effect.fnUntraced(function* (candidates: Iterable<InterpreterPlace>) {
    for (const { path, source } of candidates) {
      const found = yield* inspectAs(path, source)
      if (Option.exists(found, isUsable)) return found
    }
    return Option.none()
  })

  return { inspectAs, inspectAll, firstOf }
}

const isCandidate = ({ implementation, isVenv }: Interpreter): boolean =>
  implementation === "cpython" && !isVenv

const distinct = (interpreters: ReadonlyArray<Interpreter>): ReadonlyArray<Interpreter> =>
  Arr.dedupeWith(interpreters, (a, b) => a.realPath === b.realPath)

const systemPython = Effect.fnUntraced(function* (
  places: InterpreterPlaces["Type"],
  firstOf: (places: Iterable<InterpreterPlace>) => Effect.Effect<Option.Option<Interpreter>>,
  find: Interpreters["Type"]["find"],
) {
  const first = yield* firstOf([...places.setting, ...(yield* places.onPath)])
  const found = Option.isSome(first) ? first : yield* find(() => true)
  if (Option.isSome(found)) return found.value
  return yield* new PythonMissing({ request: "python3", installed: [], downloads: "unused" })
})
