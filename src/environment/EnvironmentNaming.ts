import { basename, dirname } from "node:path"
import { Effect, Either, Option, Schema } from "effect"
import { excerpt, matches, type PythonRequest, parseRequest } from "../domain/PythonVersion.ts"
import { normaliseName, parse } from "../domain/Requirement.ts"
import { nowIso } from "../domain/Time.ts"
import type { NamedLock, NamedRecord } from "./EnvironmentRecords.ts"
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
  /** Canonical and sorted; what stands in the lock is not among them. */
  readonly requirements: ReadonlyArray<string>
  readonly lock: Option.Option<Pick<NamedLock, "hash" | "path">>
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
  { version, requirements, lock }: Pick<Naming, "lock" | "requirements" | "version">,
): boolean => {
  const hasVersion = Option.match(version, {
    onNone: () => true,
    onSome: (text) =>
      Either.match(parseRequest(text), {
        onLeft: () => false,
        onRight: (request) => fitsRequest(record, request),
      }),
  })
  const hasLock = record.lock?.hash === Option.getOrUndefined(lock)?.hash
  const asked = record.lock?.beside ?? record.requirements
  return hasVersion && hasLock && asked.join("\n") === requirements.join("\n")
}

/** The error for a name that stands for this. */
export const taken = ({ name, python_version, requirements, lock }: NamedRecord) =>
  new EnvironmentNameTaken({
    name,
    python_version,
    requirements:
      lock === undefined ? requirements : [`what ${lock.path} had locked`, ...lock.beside],
  })

/** Gives an environment its name, unless another one got it while this was made. */
export const makeGiveName = Effect.gen(function* () {
  const interpreters = yield* Interpreters
  const names = yield* NamedEnvironments

  return Effect.fnUntraced(function* (wanted: Naming, prepared: PreparedEnvironment) {
    const { name, overwrite } = wanted
    const { prefix, python, pythonVersion } = prepared
    const environment = basename(Option.getOrElse(prefix, () => dirname(dirname(python))))
    const interpreter = yield* interpreters.inspect(python)
    const record: NamedRecord = {
      format: 1,
      name,
      environment,
      python_version: pythonVersion,
      free_threaded: Option.exists(interpreter, ({ freeThreaded }) => freeThreaded),
      ...recipe(wanted, prepared),
      created_at: yield* nowIso,
    }
    if (!overwrite && (yield* names.add(record)) === "made") return environment
    const before = overwrite ? Option.none() : yield* names.find(name)
    if (Option.exists(before, (known) => !isSame(known, wanted))) {
      return yield* taken(Option.getOrElse(before, () => record))
    }
    yield* names.replace(record)
    return environment
  })
})

/** What it is to be made from again: of a lock, what it came to. */
const recipe = (
  { requirements, lock }: Naming,
  { pins, order, importFrom }: PreparedEnvironment,
): Pick<NamedRecord, "lock" | "requirements"> =>
  Option.match(lock, {
    onNone: () => ({ requirements }),
    onSome: (given) => ({
      requirements: exactly(pins, (order?.requirements ?? []).map(withoutCredentials)),
      lock: {
        ...given,
        beside: requirements,
        uv_options: (order?.uvOptions ?? []).map(withoutCredentials),
        import_from: importFrom,
      },
    }),
  })

/** All that is installed; what came from a URL is asked for by that again. */
const exactly = (
  pins: ReadonlyArray<string>,
  requirements: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const parsed = requirements.flatMap((text) => Option.toArray(Either.getRight(parse(text))))
  const urls = parsed.flatMap(({ name, url }) =>
    url === null ? [] : [[name, `${name} @ ${url}`] as const],
  )
  const known = new Map(urls)
  return pins.map((pin) => known.get(normaliseName(pin.replace(/==.*/s, ""))) ?? pin)
}

/** Without them an index that wants some says so, where another one might have a namesake of the package. */
const withoutCredentials = (text: string): string =>
  text.replace(/(https?:\/\/)[^/?#\s"'`<>]*@/gi, "$1")
