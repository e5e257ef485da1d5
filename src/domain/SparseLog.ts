import { Clock, Effect } from "effect"

/** Between two lines about the same thing. */
const quietMillis = 10_000

/** More kinds of things than this are not told apart. */
const mostKinds = 100

/**
 * Warnings that others can provoke as often as they like: each kind is said once in ten seconds, and
 * then how often it has gone unsaid.
 */
export const makeSparseLog = Effect.sync(() => {
  const kinds = new Map<string, { readonly said: number; readonly unsaid: number }>()

  return (kind: string, annotations: Readonly<Record<string, string>> = {}): Effect.Effect<void> =>
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const { said, unsaid } = kinds.get(kind) ?? { said: Number.NEGATIVE_INFINITY, unsaid: 0 }
      if (now - said < quietMillis) {
        kinds.set(kind, { said, unsaid: unsaid + 1 })
        return
      }
      if (kinds.size >= mostKinds) kinds.clear()
      kinds.set(kind, { said: now, unsaid: 0 })
      const times = unsaid === 0 ? {} : { unsaid: String(unsaid) }
      yield* Effect.annotateLogs(Effect.logWarning(kind), { ...annotations, ...times })
    })
})
