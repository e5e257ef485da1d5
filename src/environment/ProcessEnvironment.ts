import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option } from "effect"
import { values } from "../domain/EnvFile.ts"
import { Host } from "../domain/Host.ts"
import { codeOf } from "../domain/PlatformErrors.ts"
import { EnvFileUnreadable } from "./EnvironmentErrors.ts"

/** What the environment variables of a run are merged from. */
export interface VariablesRequest {
  readonly envVars: Readonly<Record<string, string>>
  /** Absolute. */
  readonly envFile: Option.Option<string>
}

/** What is known about a run only once its environment is made. */
export interface ScriptPlace {
  readonly prefix: Option.Option<string>
  /** Before any PYTHONPATH: where inline code imports from. */
  readonly importFrom: Option.Option<string>
  readonly progressFile: string
}

/** The variables of one run, merged once and completed when its environment is known. */
export interface Variables {
  /** For the script: with VIRTUAL_ENV and its bin before PATH where there is an environment. */
  readonly forScript: (place: ScriptPlace) => Readonly<Record<string, string>>
}

/** Server's environment < `env_file` < `env_vars`, closed as the contract lists it. */
export class ProcessEnvironment extends Context.Tag("python-mcp/ProcessEnvironment")<
  ProcessEnvironment,
  {
    readonly merge: (request: VariablesRequest) => Effect.Effect<Variables, EnvFileUnreadable>
  }
>() {
  static readonly layer: Layer.Layer<ProcessEnvironment, never, FileSystem.FileSystem | Host> =
    Layer.effect(
      this,
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const { environment } = yield* Host

        const readEnvFile = Effect.fnUntraced(function* (path: string) {
          const unreadable = (reason: string) => new EnvFileUnreadable({ path, reason })
          const bytes = yield* Effect.mapError(fs.readFile(path), (error) =>
            unreadable(reasons.get(codeOf(error)) ?? error.message),
          )
          const text = yield* Either.mapLeft(decodeUtf8(bytes), unreadable)
          const given = yield* Either.try({
            try: () => values(text, environment),
            // References that double a value forty times make a text that no memory holds.
            catch: () => unreadable("its values are too large"),
          })
          const wrong = Option.firstSomeOf(Object.entries(given).map(whatIsWrong))
          return Option.isSome(wrong) ? yield* unreadable(wrong.value) : given
        })

        return {
          merge: Effect.fn("ProcessEnvironment.merge")(function* ({ envVars, envFile }) {
            const file = yield* Effect.transposeMapOption(envFile, readEnvFile)
            const given = { ...Option.getOrElse(file, () => ({})), ...envVars }
            const inherited = inheritable(environment)
            return { forScript: (place) => complete(inherited, given, place) }
          }),
        }
      }),
    )
}

type Env = Readonly<Record<string, string>>

/** Ours or another environment's: they mean something for this server and nothing for a script. */
const inheritable = (environment: Env): Env =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.startsWith("PYTHON_MCP_") && !dropped.has(name),
    ),
  )

const dropped: ReadonlySet<string> = new Set([
  "PYTHONDONTWRITEBYTECODE",
  "PYTHONHOME",
  "VIRTUAL_ENV",
])

const complete = (
  inherited: Env,
  given: Env,
  { prefix, importFrom, progressFile }: ScriptPlace,
): Env => {
  const merged = { ...inherited, ...given }
  return {
    ...inherited,
    ...Option.match(prefix, { onNone: () => ({}), onSome: (path) => activation(path, inherited) }),
    PYTHONIOENCODING: "utf-8",
    PYTHONUNBUFFERED: "1",
    ...given,
    ...Option.match(importFrom, {
      onNone: () => ({}),
      onSome: (folder) => ({ PYTHONPATH: before(folder, merged.PYTHONPATH) }),
    }),
    PYTHON_MCP_PROGRESS: progressFile,
  }
}

/** Without a PATH programs are looked for in these: Python's own default. */
const activation = (prefix: string, { PATH }: Env): Env => ({
  VIRTUAL_ENV: prefix,
  PATH: before(`${prefix}/bin`, PATH || "/bin:/usr/bin"),
})

// An empty part of such a list would be the working directory.
const before = (folder: string, list: string | undefined): string =>
  list ? `${folder}:${list}` : folder

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "it is a directory"],
  ["EACCES", "permission denied"],
])

/** As Python opens the file: strictly. A byte order mark is for the file's own grammar. */
const decodeUtf8 = (bytes: Uint8Array): Either.Either<string, string> =>
  Either.try({
    try: () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
    catch: () => "it is not UTF-8",
  })

/** What `os.environ` would refuse as well. */
const whatIsWrong = ([name, value]: readonly [string, string]): Option.Option<string> => {
  if (name === "") return Option.some("it has a variable without a name")
  const shown = JSON.stringify(name)
  if (name.includes("=")) return Option.some(`the name ${shown} has "=" in it`)
  return name.includes("\0") || value.includes("\0")
    ? Option.some(`the variable ${shown} has a NUL character in it`)
    : Option.none()
}
