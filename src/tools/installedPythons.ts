import { Array as Arr, Effect, Option, Schema } from "effect"
import { byPreference, type Interpreter } from "../environment/Interpreter.ts"
import { Interpreters } from "../environment/Interpreters.ts"
import { fits } from "../environment/PythonSelection.ts"

/** A Python of this machine, as clients see it. */
export const InstalledPython = Schema.Struct({
  version: Schema.String,
  path: Schema.String,
  real_path: Schema.String,
  implementation: Schema.String,
  free_threaded: Schema.Boolean,
  source: Schema.String,
  is_venv: Schema.Boolean,
  is_default: Schema.Boolean,
})

/** All of them, in the order of preference. */
export const installedPythons = Effect.gen(function* () {
  const interpreters = yield* Interpreters
  const chosen = yield* interpreters.chosen
  const all = [...chosen, ...(yield* interpreters.all)]
  const first = yield* interpreters.find((interpreter) => fits(anyPython, interpreter))
  const found = Arr.sort(Arr.dedupeWith(all, isSame), byPreference)
  return found.map((interpreter) => ({
    version: interpreter.version,
    path: interpreter.path,
    real_path: interpreter.realPath,
    implementation: interpreter.implementation,
    free_threaded: interpreter.freeThreaded,
    source: interpreter.source,
    is_venv: interpreter.isVenv,
    is_default: Option.exists(first, (one) => isSame(one, interpreter)),
  }))
})

const anyPython = { constraint: Option.none(), pick: Option.none() }

/** A virtual environment is another one than the Python that it was made from. */
const isSame = (a: Interpreter, b: Interpreter): boolean =>
  a.isVenv || b.isVenv ? a.path === b.path : a.realPath === b.realPath
