import { Effect, Schema } from "effect"
import { ArgumentsInvalid } from "../domain/Run.ts"
import { EnvironmentInventory } from "../environment/EnvironmentInventory.ts"
import { optional } from "./Fields.ts"
import { bytesText, code, paragraphs } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Removes one environment. */
export const environmentRemove = make({
  name: "environment_remove",
  description: "Removes an environment that no job uses, by name or id.",
  group: "environments",
  annotations: {
    title: "Remove an environment",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: false,
  },
  input: Schema.Struct({
    name: optional(Schema.String, "Of a persistent one"),
    id: optional(Schema.String, "Of a cached one"),
  }),
  output: Schema.Struct({
    name: Schema.NullOr(Schema.String),
    id: Schema.NullOr(Schema.String),
    freed_bytes: Schema.Int,
    notes: Schema.Array(Schema.String),
  }),
  handler: Effect.fnUntraced(function* ({ name, id }) {
    const inventory = yield* EnvironmentInventory
    if (name !== undefined && id === undefined) {
      const removed = yield* inventory.removeNamed(name)
      return { name, id: removed.id, freed_bytes: removed.freedBytes, notes: removed.notes }
    }
    if (id !== undefined && name === undefined) {
      const removed = yield* inventory.removeCached(id)
      return { name: null, id, freed_bytes: removed.freedBytes, notes: removed.notes }
    }
    return yield* new ArgumentsInvalid({
      reason: `${name === undefined ? "Neither name nor id is" : "name and id are both"} given`,
      wayOut: "Give exactly one; environment_cache_list has both",
    })
  }),
  markdown: ({ name, id, freed_bytes, notes }) =>
    paragraphs(
      `**Removed** · ${code(name ?? id ?? "")} · ${bytesText(freed_bytes)} freed`,
      notes.map((note) => `- ${note}`).join("\n"),
    ),
})
