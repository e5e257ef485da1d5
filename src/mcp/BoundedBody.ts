/** So much may wait for a reader of a stream before the stream is given up. */
const mostWaiting = 1024 * 1024

/**
 * A response whose reader may stop reading without our memory growing: what comes while more than a MiB
 * waits for him ends his stream. `onEnd` is called once, however the body ends.
 */
export const bounded = (response: Response, onEnd: () => void): Response => {
  const { body, status, statusText, headers } = response
  if (body === null || !isEventStream(headers)) {
    onEnd()
    return response
  }
  return new Response(boundedStream(body, onEnd), { status, statusText, headers })
}

/** Whether the body is a stream of server-sent events, which may have no end. */
const isEventStream = (headers: Headers): boolean =>
  headers.get("content-type")?.startsWith("text/event-stream") ?? false

// The SDK puts into its streams whatever it has, read or not: so they are emptied at once, into a queue
// that knows its size.
const boundedStream = (body: ReadableStream<Uint8Array>, onEnd: () => void) => {
  const reader = body.getReader()
  const empty = (into: ReadableStreamDefaultController<Uint8Array>) => {
    const fail = (error: unknown) => {
      onEnd()
      into.error(error)
    }
    const put = (value: Uint8Array | undefined) => {
      if (value === undefined) {
        onEnd()
        into.close()
      } else if ((into.desiredSize ?? 0) < -mostWaiting) {
        fail(new TooSlow("the client reads too slowly"))
        reader.cancel().catch(() => undefined)
      } else {
        into.enqueue(value)
        take()
      }
    }
    const take = () => {
      reader
        .read()
        .then(({ value }) => put(value))
        .catch(fail)
    }
    take()
  }
  return new ReadableStream<Uint8Array>(
    {
      start: empty,
      cancel: (reason) => {
        onEnd()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0, size: ({ byteLength }) => byteLength },
  )
}

class TooSlow extends Error {
  override readonly name = "TooSlow"
}
