import { Buffer } from "node:buffer"
import { Transform, type TransformCallback } from "node:stream"
import { type Refusal, refusalOf } from "./Refusal.ts"

/** What is to be done with a line that is no message. */
export type Refused = (refusal: Refusal) => void

/**
 * Lines on their way from a client: whole, and only those that are messages. What has no end of line for
 * longer than the limit is passed on as it is, to whoever ends the connection for it.
 */
export class StdioLines extends Transform {
  readonly #limit: number
  readonly #refused: Refused
  #held: Array<Buffer> = []
  #size = 0

  constructor(limit: number, refused: Refused) {
    super()
    this.#limit = limit
    this.#refused = refused
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      this.#hold(chunk.subarray(from, end + 1))
      this.#passOn(this.#taken())
      from = end + 1
    }
    this.#hold(chunk.subarray(from))
    if (this.#size > this.#limit) this.push(this.#taken())
    done()
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes)
    this.#size += bytes.length
  }

  #taken(): Buffer {
    const line =
      this.#held.length === 1 ? (this.#held[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#held)
    this.#held = []
    this.#size = 0
    return line
  }

  #passOn(line: Buffer): void {
    const refusal = line.length > this.#limit ? undefined : refusalOf(line.toString("utf8"))
    if (refusal === undefined) this.push(line)
    else this.#refused(refusal)
  }
}

const lineFeed = 10
