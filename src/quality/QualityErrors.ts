import { Schema } from "effect"

/** A tool did not do its work: its configuration does not parse, it crashed, it took too long. */
export class ToolFailed extends Schema.TaggedError<ToolFailed>()("ToolFailed", {
  tool: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `${this.tool} failed: ${this.reason.replace(/[.\s]+$/, "")}. Correct what it names and call again, or leave ${this.tool} out.`
  }
}

/** Code that is no Python, as far as the tool can tell. */
export class CodeInvalid extends Schema.TaggedError<CodeInvalid>()("CodeInvalid", {
  tool: Schema.String,
  reason: Schema.String,
  line: Schema.NullOr(Schema.Number),
  column: Schema.NullOr(Schema.Number),
}) {
  override get message() {
    const place = this.line === null ? "" : `line ${this.line}, column ${this.column ?? 1}: `
    return `${this.tool} cannot read the code: ${place}${this.reason}. Correct the code and call again; nothing was changed.`
  }
}

/** More than a call takes. */
export class CodeTooLarge extends Schema.TaggedError<CodeTooLarge>()("CodeTooLarge", {
  what: Schema.String,
  bytes: Schema.Number,
  most: Schema.Number,
  wayOut: Schema.String,
}) {
  override get message() {
    return `${this.what} has ${this.bytes} bytes, and at most ${this.most} are taken. ${this.wayOut}.`
  }
}

/** What kept one tool from its work, beside others that did theirs. */
export const ToolFailure = Schema.Struct({ tool: Schema.String, message: Schema.String })
export type ToolFailure = typeof ToolFailure.Type

/** None of the tools that were asked did its work. */
export class ToolsFailed extends Schema.TaggedError<ToolsFailed>()("ToolsFailed", {
  failures: Schema.Array(ToolFailure),
}) {
  override get message() {
    return this.failures.map(({ message }) => message).join("\n")
  }
}
