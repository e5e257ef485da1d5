import { Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import { Settings } from "../domain/Settings.ts"
import { SupervisorPython } from "../processes/SupervisorPython.ts"
import { Interpreters } from "./Interpreters.ts"

/** The first Python that this machine offers anyway: `Interpreters` lists none older than 3.8. */
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
    const first = interpreters.find(({ implementation }) => implementation === "cpython")
    return {
      find: Effect.map(
        first,
        Option.map(({ path }) => path),
      ),
    }
  }),
)
