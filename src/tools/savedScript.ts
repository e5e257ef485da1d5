import { Effect, Schema, Stream } from "effect"
import { ScriptName } from "../domain/Script.ts"
import { ScriptStore } from "../scripts/ScriptStore.ts"
import { startingWith } from "./Completions.ts"
import { makeResource } from "./Resource.ts"

const scriptOf = Effect.fnUntraced(function* (name: string) {
  const scripts = yield* ScriptStore
  return yield* scripts.find(yield* Schema.decode(ScriptName)(name), false)
})

const followed = Effect.fnUntraced(function* (name: string) {
  yield* scriptOf(name)
  return (yield* ScriptStore).changes(name)
})

/** A saved script, as a resource. */
export const savedScript = makeResource({
  uriTemplate: "script://{name}",
  name: "script",
  title: "Saved script",
  description: "The source of a saved script.",
  mimeType: "text/x-python",
  group: "scripts",
  annotations: { audience: ["user", "assistant"], priority: 0.3 },
  pattern: /^script:\/\/(?<name>[^/?#]+)\/?$/,
  find: ({ name = "" }) => scriptOf(name),
  read: ({ source }) => Effect.succeed(source),
  changes: ({ name = "" }) => Stream.unwrap(followed(name)),
  complete: {
    name: (typed) =>
      Effect.flatMap(ScriptStore, ({ list }) => list(false)).pipe(
        Effect.orElseSucceed(() => []),
        Effect.map((scripts) =>
          startingWith(
            typed,
            scripts.map(({ name }) => name),
          ),
        ),
      ),
  },
})
