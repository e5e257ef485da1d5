import { Array as Arr, Effect } from "effect"

const turn = 32

/**
 * The same as `Effect.forEach`, without holding the event loop: fibers that only yield go on before any
 * I/O is heard of, so every few items a timer lets the others in.
 */
export const forEachInTurns = <A, B, E, R>(
  items: ReadonlyArray<A>,
  f: (item: A) => Effect.Effect<B, E, R>,
): Effect.Effect<ReadonlyArray<B>, E, R> =>
  items.length <= turn
    ? Effect.forEach(items, f)
    : Effect.forEach(Arr.chunksOf(items, turn), (chunk) =>
        Effect.zipRight(Effect.sleep(0), Effect.forEach(chunk, f)),
      ).pipe(Effect.map(Arr.flatten))
