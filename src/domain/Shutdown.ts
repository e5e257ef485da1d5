import { Context, Effect, Layer, Ref } from "effect"

/**
 * Whether this server is going down. An interrupted call means "the client cancelled" before that
 * moment and nothing at all after it: then the jobs end because their server does.
 */
export class Shutdown extends Context.Tag("python-mcp/Shutdown")<
  Shutdown,
  {
    readonly begin: Effect.Effect<void>
    readonly hasBegun: Effect.Effect<boolean>
  }
>() {
  static readonly layer = Layer.effect(
    Shutdown,
    Effect.map(Ref.make(false), (begun) => ({
      begin: Ref.set(begun, true),
      hasBegun: Ref.get(begun),
    })),
  )
}
