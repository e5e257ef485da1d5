import { isEventStream } from "./EventStream.ts"

/** So much may wait for a reader of a stream as long as he takes nothing of it. */
const mostWaiting = 1024 * 1024

/** A reader who has taken nothing for so long does not read. */
const longestStill = 10_000

/** So much may wait for nobody, however fast he reads. */
const mostEver = 64 * mostWaiting

/** A reader is seen to take in parts of this size: one message may be as long as all that may wait. */
const partBytes = 64 * 1024

/** What becomes of a piece of a stream on its way; none where it is not for the client. */
type Passing = (piece: Uint8Array) => Uint8Array | undefined

/** Response whose reader may stop reading without our memory growing. */
export type Bounded = (response: Response, onEnd?: () => void, passing?: Passing) => Response

/** What is needed to tell a slow reader from one who does not read. */
export interface Bounds {
  readonly now: () => number
  readonly onTooSlow: () => void
}

/**
 * Ends the stream of a reader who lets more than a MiB wait, and takes nothing of it in ten seconds.
 * `onEnd` is called once, however the body ends.
 */
export const makeBounded =
  (bounds: Bounds): Bounded =>
  (response, onEnd = () => undefined, passing = (piece) => piece) => {
    const { body, status, statusText, headers } = response
    if (body === null || !isEventStream(headers)) {
      onEnd()
      return response
    }
    const stream = boundedStream(body, bounds, onEnd, passing)
    return new Response(stream, { status, statusText, headers })
  }

// The SDK puts into its streams whatever it has, read or not: so they are emptied at once, into a queue
// that knows its size.
const boundedStream = (
  body: ReadableStream<Uint8Array>,
  { now, onTooSlow }: Bounds,
  onEnd: () => void,
  passing: Passing,
) => {
  const reader = body.getReader()
  // Cancelled, the stream below still says that it is done.
  let isOver = false
  const end = (finish: () => void) => {
    if (isOver) return
    isOver = true
    onEnd()
    finish()
  }
  const empty = (into: ReadableStreamDefaultController<Uint8Array>) => {
    const isStuck = makeWatch(now)
    const fail = (error: unknown) => {
      end(() => into.error(error))
      reader.cancel().catch(() => undefined)
    }
    const put = (piece: Uint8Array) => {
      for (let at = 0; at < piece.length; at += partBytes) {
        into.enqueue(piece.subarray(at, at + partBytes))
      }
      return piece.length
    }
    let given = 0
    const take = () => {
      reader
        .read()
        .then(({ value }) => {
          if (value === undefined) return end(() => into.close())
          if (isStuck(given, -(into.desiredSize ?? 0))) {
            onTooSlow()
            return fail(new TooSlow())
          }
          given += put(passing(value) ?? nothing)
          take()
        })
        .catch(fail)
    }
    take()
  }
  return new ReadableStream<Uint8Array>(
    {
      start: empty,
      cancel: (reason) => {
        end(() => undefined)
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0, size: ({ byteLength }) => byteLength },
  )
}

const nothing = new Uint8Array(0)

/** Looks, whenever there is more for a reader, at what he has taken meanwhile. */
const makeWatch = (now: () => number) => {
  let seen = { taken: 0, at: now() }
  return (given: number, waiting: number): boolean => {
    const taken = given - waiting
    if (waiting === 0 || taken !== seen.taken) seen = { taken, at: now() }
    return waiting > mostEver || (waiting > mostWaiting && now() - seen.at >= longestStill)
  }
}

class TooSlow extends Error {
  override readonly name = "TooSlow"
  override readonly message = "the client reads too slowly"
}
