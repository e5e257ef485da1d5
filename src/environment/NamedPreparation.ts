import { basename } from "node:path"
import { Context, Effect, Either, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { parseRequest } from "../domain/PythonVersion.ts"
import type { Bytecode } from "./Bytecode.ts"
import type { EnvironmentCache } from "./EnvironmentCache.ts"
import { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { EnvironmentFolders } from "./EnvironmentFolders.ts"
import { makeHandOut } from "./EnvironmentHandOut.ts"
import { PythonSource } from "./EnvironmentPlan.ts"
import type { NamedRecord } from "./EnvironmentRecords.ts"
import { EnvironmentShelf } from "./EnvironmentShelf.ts"
import { Interpreters } from "./Interpreters.ts"
import { NamedEnvironments } from "./NamedEnvironments.ts"
import { Pins } from "./Pins.ts"
import type { Preparation } from "./PreparationSteps.ts"
import { managed, type PreparedEnvironment } from "./PreparedEnvironment.ts"
import { PythonDownload } from "./PythonDownload.ts"
import { PythonSelection } from "./PythonSelection.ts"

/** Hands out the environments that have a name; what has gone is made again from its record. */
export class NamedPreparation extends Context.Tag("python-mcp/NamedPreparation")<
  NamedPreparation,
  {
    readonly provide: (
      preparation: Preparation,
      record: NamedRecord,
    ) => Effect.Effect<PreparedEnvironment, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    NamedPreparation,
    never,
    | Bytecode
    | EnvironmentCache
    | EnvironmentFolders
    | EnvironmentShelf
    | Interpreters
    | NamedEnvironments
    | Pins
    | PythonDownload
    | PythonSelection
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const handOut = yield* makeHandOut
      const downloads = yield* PythonDownload
      const folders = yield* EnvironmentFolders
      const names = yield* NamedEnvironments
      const pins = yield* Pins
      const select = yield* makeSelect
      const shelf = yield* EnvironmentShelf

      const remake = Effect.fnUntraced(function* (preparation: Preparation, record: NamedRecord) {
        const { name, requirements, lock } = record
        const python = yield* select(record)
        const { interpreter, notes } = yield* downloads.provide(preparation, python)
        const made = yield* handOut(preparation, {
          interpreter,
          requirements,
          uvOptions: lock?.uv_options ?? [],
          context: [],
          refresh: false,
        })
        const { version } = interpreter
        const isKept = Option.isSome(yield* Effect.orElseSucceed(names.find(name), Option.none))
        const anew = { ...record, environment: basename(made.prefix), python_version: version }
        if (isKept) yield* names.replace(anew)
        const all = [remadeNote(record), ...notes, ...made.notes]
        return managed(interpreter, made, lock?.import_from ?? [], all)
      })

      return {
        provide: Effect.fn("NamedPreparation.provide")(function* (preparation, record) {
          const { environment, lock } = record
          const found = yield* folders.find(environment)
          if (Option.isNone(found) || !(yield* shelf.touch(environment))) {
            return yield* remake(preparation, record)
          }
          const { prefix, marker } = found.value
          // Its owner may have installed more into it.
          const installed = yield* pins.read(prefix, marker.python_version)
          const version = marker.python_version
          return managed({ version }, { prefix, pins: installed }, lock?.import_from ?? [], [])
        }),
      }
    }),
  )
}

const remadeNote = ({ name, lock }: NamedRecord): string => {
  const from =
    lock === undefined
      ? "what it was asked for, so versions that are not pinned may be newer"
      : `the versions that ${lock.path} came to`
  return `Environment ${JSON.stringify(name)} had gone: it was made again from ${from}.`
}

/** The Python that it had; where that was upgraded, the one that has taken its place. */
const makeSelect = Effect.gen(function* () {
  const interpreters = yield* Interpreters
  const selection = yield* PythonSelection

  return Effect.fnUntraced(function* ({ name, python_version, free_threaded }: NamedRecord) {
    const same = yield* interpreters.find(
      ({ version, freeThreaded }) => version === python_version && freeThreaded === free_threaded,
    )
    if (Option.isSome(same)) return PythonSource.Installed({ interpreter: same.value })
    const text = lineOf(python_version, free_threaded)
    return yield* Either.map(parseRequest(text), (request) => ({
      constraint: Option.none(),
      pick: Option.some({ text, request, file: Option.none() }),
    })).pipe(
      Effect.flatMap(selection.select),
      Effect.mapBoth({
        onSuccess: ({ python }) => python,
        onFailure: ({ message }) =>
          new EnvironmentFailed({
            stage: `finding the Python of environment ${JSON.stringify(name)}`,
            reason: "python_missing",
            detail: message,
          }),
      }),
    )
  })
})

const lineOf = (version: string, freeThreaded: boolean): string =>
  version.split(".", 2).join(".") + (freeThreaded ? "t" : "")
