import { Context, type Effect, type Option } from "effect"

/**
 * Which Python runs the supervisor: any CPython from 3.8 on. A tag of its own, because the search for
 * interpreters is the business of a room that stands on this one.
 */
export class SupervisorPython extends Context.Tag("python-mcp/SupervisorPython")<
  SupervisorPython,
  {
    /** Its path; none where this machine has no Python yet. */
    readonly find: Effect.Effect<Option.Option<string>>
  }
>() {}
