import { Effect, Schema } from "effect"
import { HeaderFields } from "../domain/Script.ts"
import { ScriptStore } from "../scripts/ScriptStore.ts"
import { implied } from "./Fields.ts"
import { code, paragraphs, table } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Lists the scripts that are kept. */
export const pyListScripts = make({
  name: "py_list_scripts",
  description: "Lists saved scripts with their docstrings and headers.",
  group: "scripts",
  annotations: {
    title: "List scripts",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    include_autosaved: implied(Schema.Boolean, false, "Also inline code that was run"),
  }),
  output: Schema.Struct({
    result: Schema.Array(
      Schema.Struct({
        name: Schema.String,
        path: Schema.String,
        docstring: Schema.NullOr(Schema.String),
        header: Schema.NullOr(HeaderFields),
        autosaved: Schema.Boolean,
      }),
    ),
  }),
  handler: Effect.fnUntraced(function* ({ include_autosaved }) {
    return { result: yield* (yield* ScriptStore).list(include_autosaved) }
  }),
  markdown: ({ result }) =>
    paragraphs(
      `**${result.length} script${result.length === 1 ? "" : "s"}**`,
      table(
        ["name", "what it does", "packages"],
        result.map(({ name, docstring, header }) => [
          code(name),
          docstring ?? "",
          (header?.dependencies ?? []).join(", "),
        ]),
      ),
    ),
})
