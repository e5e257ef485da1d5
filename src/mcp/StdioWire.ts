import { StdioServerTransport } from "@modelcontextprotocol/server/stdio"
import type { Refusal } from "./Refusal.ts"
import { StdioLines } from "./StdioLines.ts"

/** The connection over stdin and stdout. */
export interface StdioWire {
  readonly transport: StdioServerTransport
  /** Lets go of stdin, so that it keeps nobody alive. */
  readonly release: () => void
}

/**
 * The SDK's transport behind lines that have been looked at: what is no message is answered here, as far
 * as it can be, and told of.
 */
export const stdioWire = (
  maxMessageBytes: number,
  refused: (refusal: Refusal) => void,
): StdioWire => {
  const { stdin } = process
  const lines = new StdioLines(maxMessageBytes, (refusal) => {
    refused(refusal)
    for (const answer of refusal.answers) transport.send(answer).catch(unheard)
  })
  const transport = new StdioServerTransport(lines, undefined, { maxBufferSize: maxMessageBytes })
  const fail = (error: Error) => lines.destroy(error)
  stdin.once("error", fail).pipe(lines)
  return {
    transport,
    release: () => {
      stdin.off("error", fail).unpipe(lines)
      stdin.pause()
    },
  }
}

/** Whoever has gone needs no answer. */
const unheard = () => undefined
