import { Effect, Option, Schema, Struct } from "effect"
import { ScriptName } from "../domain/Script.ts"
import { headerFieldsOf, ScriptStore } from "../scripts/ScriptStore.ts"
import { anyJson, implied, required } from "./Fields.ts"
import { isRecord } from "./JsonSchema.ts"
import { byteLength, code, fence, maxMarkdownOutput, paragraphs, shortened } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Shows the source of a script that is kept. */
export const pyViewScript = make({
  name: "py_view_script",
  description: "Shows the source of a saved script, or of inline code that was run.",
  group: "scripts",
  annotations: {
    title: "View a script",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: Schema.Struct({
    script_name: required(ScriptName, "Its name"),
    autosaved: implied(Schema.Boolean, false, "true: inline code"),
  }),
  output: Schema.Struct({
    name: Schema.String,
    path: Schema.String,
    source: Schema.String,
    metadata: anyJson,
  }),
  handler: Effect.fnUntraced(function* ({ script_name, autosaved }) {
    const scripts = yield* ScriptStore
    const { path, source } = yield* scripts.find(script_name, autosaved)
    const metadata = autosaved
      ? Option.getOrNull(yield* scripts.sidecar(script_name))
      : headerFieldsOf(source)
    return { name: script_name.replace(/\.py$/, ""), path, source, metadata }
  }),
  markdown: ({ name, path, source, metadata }) => {
    const details = metadata === null ? "" : shortened(detailsOf(metadata), maxDetails)
    const room = maxMarkdownOutput - byteLength(details)
    return paragraphs(
      `**${name}** · ${code(path)}`,
      fence(shortened(source, room), "python"),
      details === "" ? "" : fence(details, "json"),
    )
  },
})

const maxDetails = 4096

/** The code of an autosaved script is among its parameters: people have just read it. */
const detailsOf = (metadata: unknown): string => {
  const known = isRecord(metadata) && isRecord(metadata.parameters) ? metadata.parameters : null
  const parameters = known === null ? {} : { parameters: Struct.omit(known, "script_content") }
  return JSON.stringify(isRecord(metadata) ? { ...metadata, ...parameters } : metadata, null, 2)
}
