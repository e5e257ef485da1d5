import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option } from "effect"
import { normalise, parse } from "../domain/Requirement.ts"
import type { ProjectUse } from "../domain/Run.ts"
import type { ScriptHeader } from "../domain/ScriptHeader.ts"
import type { UvTableOrigin } from "../domain/UvPlaces.ts"
import type { PlanFailed } from "./EnvironmentErrors.ts"
import { EnvironmentPlan } from "./EnvironmentPlan.ts"
import { scriptLock } from "./LockPlace.ts"
import { PythonSelection, type Wish } from "./PythonSelection.ts"

/** A script with a header, and what a call wants beside it. */
export interface ScriptWish {
  readonly path: string
  readonly header: ScriptHeader
  readonly origin: UvTableOrigin
  readonly wish: Wish
  /** As the call gives them. */
  readonly dependencies: ReadonlyArray<string>
  readonly use: ProjectUse
  readonly refresh: boolean
}

/** Plans an environment by the lock beside a script, where `uv lock --script` has written one. */
export class ScriptLock extends Context.Tag("python-mcp/ScriptLock")<
  ScriptLock,
  {
    /** None where there is none. */
    readonly plan: (script: ScriptWish) => Effect.Effect<Option.Option<EnvironmentPlan>, PlanFailed>
  }
>() {
  static readonly layer: Layer.Layer<ScriptLock, never, FileSystem.FileSystem | PythonSelection> =
    Layer.effect(
      this,
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const selection = yield* PythonSelection

        return {
          plan: Effect.fn("ScriptLock.plan")(function* ({ path, header, origin, ...given }) {
            const place = scriptLock(path)
            const isThere = yield* Effect.orElseSucceed(fs.exists(place.lock), () => false)
            if (!isThere) return Option.none()
            const { python, notes } = yield* selection.select(given.wish)
            const declared = yield* Either.all(header.dependencies.map(parse))
            const plan = EnvironmentPlan.Locked({
              python,
              place,
              declared,
              uv: header.uv,
              origin,
              requirements: yield* normalise(given.dependencies),
              uvOptions: [],
              refresh: given.refresh,
              importFrom: [],
              notes: [
                ...notes,
                `The header's packages are those of ${place.lock}.`,
                ...projectNotes(given.use),
              ],
            })
            return Option.some(plan)
          }),
        }
      }),
    )
}

/** The lock beside a script leaves a project nothing to say. */
const projectNotes = (use: ProjectUse): ReadonlyArray<string> =>
  use === "sync" || use === "cached"
    ? [`project "${use}" is ignored: the script has a lock of its own.`]
    : []
