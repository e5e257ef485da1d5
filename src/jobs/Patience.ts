import { Duration } from "effect"

/**
 * How long what is half-made is left alone where nobody can tell whether it is still being made: longer than
 * anything takes, whichever server on whichever machine makes it.
 */
export const patience = Duration.days(1)
