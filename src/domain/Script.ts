import { Schema } from "effect"
import { excerpt } from "./PythonVersion.ts"

/** The name of a saved script: one path segment, with or without ".py". */
export const ScriptName = Schema.String.pipe(
  Schema.filter((name) => isScriptName(name), {
    message: ({ actual }) =>
      `${excerpt(String(actual))} is no script name: one path segment of letters, digits, spaces, "_", "-", "." (at most 120, not beginning with "." or "-"), such as "report"; py_list_scripts lists the known ones`,
  }),
)

const isScriptName = (name: string): boolean =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_. -]{0,119}$/u.test(name) && name.trim() === name

/** The file name of a script. */
export const fileNameOf = (name: string): string => (name.endsWith(".py") ? name : `${name}.py`)

/** What a PEP 723 header says, as tools show it. */
export const HeaderFields = Schema.Struct({
  dependencies: Schema.Array(Schema.String),
  requires_python: Schema.NullOr(Schema.String),
})
export type HeaderFields = typeof HeaderFields.Type

/** The sidecar of an autosaved script. */
export const Sidecar = Schema.Struct({
  tool: Schema.String,
  parameters: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  saved_at: Schema.String,
})
export type Sidecar = typeof Sidecar.Type

/** No script has that name. */
export class ScriptNotFound extends Schema.TaggedError<ScriptNotFound>()("ScriptNotFound", {
  script_name: Schema.String,
  path: Schema.String,
}) {
  override get message() {
    return `There is no script "${this.script_name}" (looked at ${this.path}). List the known ones with py_list_scripts, or save it with py_save_script.`
  }
}

/** What stands in for a secret wherever arguments are kept or shown. */
const maskedValue = "***"

/** Arguments as they may be kept: the values of env_vars are masked. */
export const masked = (
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const { env_vars: variables } = parameters
  if (typeof variables !== "object" || variables === null) return parameters
  const names = Object.keys(variables).map((name) => [name, maskedValue] as const)
  return { ...parameters, env_vars: Object.fromEntries(names) }
}
