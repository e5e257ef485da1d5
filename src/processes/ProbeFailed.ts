import { Schema } from "effect"

/** A short question to another program got no answer. */
export class ProbeFailed extends Schema.TaggedError<ProbeFailed>()("ProbeFailed", {
  command: Schema.String,
  reason: Schema.String,
}) {
  override get message() {
    return `${this.command} gave no answer: ${this.reason}. Try it in a terminal, mend it there, then run again.`
  }
}
