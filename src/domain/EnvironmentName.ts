import { Schema } from "effect"
import { excerpt } from "./PythonVersion.ts"

/** What people call an environment that they keep: one path segment. */
export const EnvironmentName = Schema.String.pipe(
  Schema.pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
    message: ({ actual }) =>
      `${excerpt(String(actual))} is no name for an environment: give letters, digits, ".", "_" and "-", at most 64, the first a letter or a digit`,
  }),
)
