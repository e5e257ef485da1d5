import { Effect, Either, Option } from "effect"
import { excerpt, parseRequest } from "../domain/PythonVersion.ts"
import { ArgumentsInvalid, type PythonChoice } from "../domain/Run.ts"
import { readHeader } from "../domain/ScriptHeader.ts"
import { fitsRequest } from "./EnvironmentNaming.ts"
import { EnvironmentPlan } from "./EnvironmentPlan.ts"
import type { NamedRecord } from "./EnvironmentRecords.ts"
import { EnvironmentUsers } from "./EnvironmentUsers.ts"
import { NamedEnvironments } from "./NamedEnvironments.ts"
import { EnvironmentUnreadable } from "./NamedErrors.ts"

/** What a run with uv asks for. */
export type UvChoice = Extract<PythonChoice, { readonly _tag: "Uv" }>

/** Plans a run in an environment that has a name: it is used as it is, so nothing else can be asked of it. */
export const makePlanNamed = Effect.gen(function* () {
  const environments = yield* NamedEnvironments
  const users = yield* EnvironmentUsers

  return Effect.fn("EnvironmentPlanner.planNamed")(function* (
    name: string,
    choice: UvChoice,
    source: string,
  ) {
    yield* nothingElse(name, choice)
    const found = yield* Effect.catchTag(
      environments.find(name),
      "StoreUnavailable",
      ({ reason }) => Effect.fail(new EnvironmentUnreadable({ environment: name, reason })),
    )
    const record = yield* Effect.catchAll(found, () => users.missing(name))
    yield* Effect.transposeMapOption(choice.version, (version) => fitting(record, version))
    return EnvironmentPlan.Named({ record, notes: headerNotes(name, source) })
  })
})

const nothingElse = (
  name: string,
  { dependencies, project, refresh }: UvChoice,
): Either.Either<void, ArgumentsInvalid> => {
  const given = [
    ...(dependencies.length > 0 ? ["dependencies"] : []),
    ...(project === "own" ? [] : ["project"]),
    ...(refresh ? ["refresh"] : []),
  ]
  return given.length === 0
    ? Either.void
    : Either.left(
        new ArgumentsInvalid({
          reason: `environment ${excerpt(name)} is used as it is, so ${given.join(" and ")} cannot be given with it`,
          wayOut: `Leave ${given.join(" and ")} out, leave environment out, or make the environment anew: environment_create_persistent with overwrite`,
        }),
      )
}

const fitting = (record: NamedRecord, version: string) =>
  Either.flatMap(parseRequest(version), (request) =>
    fitsRequest(record, request)
      ? Either.void
      : Either.left(
          new ArgumentsInvalid({
            reason: `python_version ${excerpt(version)} does not fit: environment ${excerpt(record.name)} has Python ${record.python_version}`,
            wayOut: "Leave python_version out, or name another environment",
          }),
        ),
  )

const headerNotes = (name: string, source: string): ReadonlyArray<string> => {
  const header = readHeader(source)
  return Either.isRight(header) && Option.isNone(header.right)
    ? []
    : [`The script's header is ignored: it runs in environment ${excerpt(name)} as that is.`]
}
