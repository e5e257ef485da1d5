import { basename, dirname } from "node:path"
import { Effect, Either, Option, Schema } from "effect"
import { excerpt, matches, type PythonRequest, parseRequest } from "../domain/PythonVersion.ts"
import { nowIso } from "../domain/Time.ts"
import type { NamedRecord } from "./EnvironmentRecords.ts"
import { Interpreters } from "./Interpreters.ts"
import { NamedEnvironments } from "./NamedEnvironments.ts"
import type { PreparedEnvironment } from "./PreparedEnvironment.ts"

/** Another environment has that name. */
export class EnvironmentNameTaken extends Schema.TaggedError<EnvironmentNameTaken>()(
  "EnvironmentNameTaken",
  { name: Schema.String, python_version: Schema.String, requirements: Schema.Array(Schema.String) },
) {
  override get message() {
    const packages = this.requirements.length === 0 ? "no packages" : this.requirements.join(", ")
    return `Environment ${excerpt(this.name)} exists and is another one: Python ${this.python_version} with ${packages}. Choose another name, or give overwrite: true to replace it.`
  }
}

/** What a name is to stand for. */
export interface Naming {
  readonly name: string
  readonly version: Option.Option<string>
  /** Canonical and sorted. */
  readonly requirements: ReadonlyArray<string>
  readonly overwrite: boolean
}

/** Whether an environment that has a name is what a request for a Python wants. */
export const fitsRequest = (
  { python_version, free_threaded }: NamedRecord,
  request: PythonRequest,
): boolean => matches(request, python_version, { freeThreaded: free_threaded })

/** Whether a name stands for what is wanted, so that there is nothing to do. */
export const isSame = (
  record: NamedRecord,
  { version, requirements }: Pick<Naming, "requirements" | "version">,
): boolean => {
  const hasVersion = Option.match(version, {
    onNone: () => true,
    onSome: (text) =>
      Either.match(parseRequest(text), {
        onLeft: () => false,
        onRight: (request) => fitsRequest(record, request),
      }),
  })
  return hasVersion && record.requirements.join("\n") === requirements.join("\n")
}

/** The error for a name that stands for this. */
export const taken = ({ name, python_version, requirements }: NamedRecord) =>
  new EnvironmentNameTaken({ name, python_version, requirements })

/** Gives an environment its name, unless another one got it while this was made. */
export const makeGiveName = Effect.gen(function* () {
  const interpreters = yield* Interpreters
  const names = yield* NamedEnvironments

  return Effect.fnUntraced(function* (
    { name, version, requirements, overwrite }: Naming,
    { prefix, python, pythonVersion }: PreparedEnvironment,
  ) {
    const environment = basename(Option.getOrElse(prefix, () => dirname(dirname(python))))
    const interpreter = yield* interpreters.inspect(python)
    const record: NamedRecord = {
      format: 1,
      name,
      environment,
      python_version: pythonVersion,
      free_threaded: Option.exists(interpreter, ({ freeThreaded }) => freeThreaded),
      requirements,
      created_at: yield* nowIso,
    }
    if (!overwrite && (yield* names.add(record)) === "made") return environment
    const before = overwrite ? Option.none() : yield* names.find(name)
    if (Option.exists(before, (known) => !isSame(known, { version, requirements }))) {
      return yield* taken(Option.getOrElse(before, () => record))
    }
    yield* names.replace(record)
    return environment
  })
})
