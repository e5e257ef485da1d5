import { basename } from "node:path"
import { Effect } from "effect"
import { Bytecode } from "./Bytecode.ts"
import { EnvironmentCache } from "./EnvironmentCache.ts"
import type { Ingredients } from "./EnvironmentKey.ts"
import { EnvironmentShelf } from "./EnvironmentShelf.ts"
import type { Preparation } from "./PreparationSteps.ts"

/** Gives a cached environment to a job: marked as used, so that nobody removes it from now on. */
export const makeHandOut = Effect.gen(function* () {
  const bytecode = yield* Bytecode
  const cache = yield* EnvironmentCache
  const shelf = yield* EnvironmentShelf

  return Effect.fn("Environments.handOut")(function* (
    preparation: Preparation,
    ingredients: Ingredients,
  ) {
    const found = yield* cache.provide(preparation, ingredients)
    const isThere = yield* shelf.touch(basename(found.prefix))
    // What was just being removed is made once more.
    const made = isThere ? found : yield* cache.provide(preparation, ingredients)
    if (made.isNew) yield* bytecode.expect(made.prefix)
    return made
  })
})
