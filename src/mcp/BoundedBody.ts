/** So much may wait for a reader of a stream before the stream is given up. */
const mostWaiting = 1024 * 1024

/** What becomes of a piece of a stream on its way; none where it is not for the client. */
type Passing = (piece: Uint8Array) => Uint8Array | undefined

/**
 * A response whose reader may stop reading without our memory growing: what comes while more than a MiB
 * waits for him ends his stream. `onEnd` is called once, however the body ends.
 */
export const bounded = (
  response: Response,
  onEnd: () => void,
  passing: Passing = (piece) => piece,
): Response => {
  const { body, status, statusText, headers } = response
  if (body === null || !isEventStream(headers)) {
    onEnd()
    return response
  }
  return new Response(boundedStream(body, onEnd, passing), { status, statusText, headers })
}

/** Whether the body is a stream of server-sent events, which may have no end. */
export const isEventStream = (headers: Headers): boolean =>
  headers.get("content-type")?.startsWith("text/event-stream") ?? false

// The SDK puts into its streams whatever it has, read or not: so they are emptied at once, into a queue
// that knows its size.
const boundedStream = (body: ReadableStream<Uint8Array>, onEnd: () => void, passing: Passing) => {
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
    const fail = (error: unknown) => {
      end(() => into.error(error))
      reader.cancel().catch(() => undefined)
    }
    const put = (piece: Uint8Array) => {
      const passed = passing(piece)
      if (passed !== undefined) into.enqueue(passed)
      take()
    }
    const take = () => {
      reader
        .read()
        .then(({ value }) => {
          if (value === undefined) end(() => into.close())
          else if ((into.desiredSize ?? 0) < -mostWaiting) fail(new TooSlow())
          else put(value)
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

class TooSlow extends Error {
  override readonly name = "TooSlow"
  override readonly message = "the client reads too slowly"
}
