import { Effect, Either, Schema } from "effect"
import { parseSpecifier } from "../domain/PythonVersion.ts"
import { normalise } from "../domain/Requirement.ts"
import { ArgumentsInvalid } from "../domain/Run.ts"
import { ScriptName } from "../domain/Script.ts"
import { ScriptStore } from "../scripts/ScriptStore.ts"
import { implied, optional, required } from "./Fields.ts"
import { code } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Keeps a script under a name. */
export const pySaveScript = make({
  name: "py_save_script",
  description: "Saves a script for py_run_saved_script; packages go into its PEP 723 header.",
  group: "scripts",
  annotations: {
    title: "Save a script",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    script_name: required(ScriptName, "One path segment"),
    source: required(Schema.String, "Code"),
    dependencies: optional(Schema.Array(Schema.String), "PEP 508"),
    requires_python: optional(Schema.String, ">=3.11"),
    overwrite: implied(Schema.Boolean, false, "Replace it"),
  }),
  output: Schema.Struct({
    written: Schema.Boolean,
    path: Schema.String,
    message: Schema.String,
  }),
  handler: Effect.fnUntraced(function* (given) {
    if (given.dependencies !== undefined) yield* normalise(given.dependencies)
    if (given.requires_python !== undefined) yield* specifier(given.requires_python)
    const { written, path } = yield* (yield* ScriptStore).save({
      name: given.script_name,
      source: given.source,
      header: { dependencies: given.dependencies, requiresPython: given.requires_python },
      overwrite: given.overwrite,
    })
    const message = written
      ? "Saved. py_run_saved_script runs it."
      : "A script of that name exists; give overwrite: true to replace it."
    return { written, path, message }
  }),
  markdown: ({ written, path, message }) =>
    `**${written ? "Saved" : "Not saved"}** · ${code(path)}\n\n${message}`,
})

const specifier = (text: string) =>
  Either.mapLeft(
    parseSpecifier(text),
    (wrong) =>
      new ArgumentsInvalid({
        reason: `requires_python ${JSON.stringify(text)} is no version specifier (${wrong})`,
        wayOut: 'Write it like ">=3.11" or ">=3.11,<3.14"',
      }),
  )
