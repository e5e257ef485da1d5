import { Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import { Settings } from "../domain/Settings.ts"
import { SupervisorPython } from "../processes/SupervisorPython.ts"
import type { Interpreter } from "./Interpreter.ts"
import { Interpreters } from "./Interpreters.ts"

/**
 * The Python that scripts without uv run on, where it is a CPython: it has mostly been asked already. None
 * that `Interpreters` knows is older than 3.8.
 */
export const supervisorPythonLayer: Layer.Layer<
  SupervisorPython,
  never,
  Host | Interpreters | Settings
> = Layer.effect(
  SupervisorPython,
  Effect.gen(function* () {
    const { platform } = yield* Host
    const { supervisor } = yield* Settings
    const interpreters = yield* Interpreters
    // Elsewhere there is neither a subreaper nor a signal at the death of a parent.
    if (platform !== "linux" || supervisor === "off") return { find: Effect.succeedNone }
    const isCPython = ({ implementation }: Interpreter) => implementation === "cpython"
    return {
      find: interpreters.system.pipe(
        Effect.filterOrFail(isCPython),
        Effect.asSome,
        Effect.catchAll(() => interpreters.find(isCPython)),
        Effect.map(Option.map(({ path }) => path)),
      ),
    }
  }),
)
