import { Schema } from "effect"

/** Nobody can be served there. */
export class CannotListen extends Schema.TaggedError<CannotListen>()("CannotListen", {
  host: Schema.String,
  port: Schema.Number,
  /** The system's name for it ("EADDRINUSE"). */
  code: Schema.String,
}) {
  override get message() {
    const [reason, remedy] = reasons.get(this.code) ?? [
      this.code,
      "Choose another --host or --port",
    ]
    return `Cannot listen on ${this.host}, port ${this.port}: ${reason}. ${remedy}.`
  }
}

/** On an address that others can reach, a token that was made for this machine is not enough. */
export class TokenRequired extends Schema.TaggedError<TokenRequired>()("TokenRequired", {
  host: Schema.String,
}) {
  override get message() {
    return `Will not listen on ${this.host}: others can reach it, and whoever has the token may run code here. Set PYTHON_MCP_HTTP_TOKEN to a secret of at least 16 characters, or listen on 127.0.0.1.`
  }
}

/** The file of the token is not as it should be. */
export class TokenUnusable extends Schema.TaggedError<TokenUnusable>()("TokenUnusable", {
  path: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `Will not use the token in ${this.path}: ${this.reason}. Remove the file, and the next start makes a new token; or set PYTHON_MCP_HTTP_TOKEN.`
  }
}

const reasons: ReadonlyMap<string, readonly [reason: string, remedy: string]> = new Map([
  ["EADDRINUSE", ["something listens there already", "Choose another --port; 0 is any free one"]],
  ["EACCES", ["permission denied", "Choose a --port above 1023; 0 is any free one"]],
  ["EADDRNOTAVAIL", ["this machine does not have that address", "Choose another --host"]],
  ["ENOTFOUND", ["nobody knows that name", "Choose another --host"]],
])
