import type { IncomingMessage } from "node:http"

/** A server-sent event, as it stands in the stream. */
export interface SentEvent {
  readonly event: string
  readonly id: string
  // biome-ignore lint/suspicious/noExplicitAny: payloads are what the tests look into
  readonly data: any
}

/** The events of a stream, each as soon as it is whole; ends with the stream. */
export async function* eventsOf(response: IncomingMessage): AsyncGenerator<SentEvent> {
  let rest = ""
  for await (const part of response.setEncoding("utf8")) {
    const blocks = (rest + part).split("\n\n")
    rest = blocks.pop() ?? ""
    for (const block of blocks) if (!block.startsWith(":")) yield eventIn(block)
  }
}

/** All events of a stream that ends by itself. */
export const allEvents = async (response: IncomingMessage): Promise<Array<SentEvent>> => {
  const events: Array<SentEvent> = []
  for await (const event of eventsOf(response)) events.push(event)
  return events
}

const eventIn = (block: string): SentEvent => {
  const fields = new Map(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.replace(/^\w+: /, "")]),
  )
  return {
    event: fields.get("event") ?? "message",
    id: fields.get("id") ?? "",
    data: JSON.parse(fields.get("data") ?? "null"),
  }
}
