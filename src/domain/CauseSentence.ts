import { Cause, Option } from "effect"

/** What a cause says to people: the message of a failure, or all that is known of anything else. */
export const sentenceOf = (cause: Cause.Cause<{ readonly message: string }>): string =>
  Option.match(Cause.failureOption(cause), {
    onNone: () => Cause.pretty(cause),
    onSome: ({ message }) => message,
  })
