import { TomlError } from "smol-toml"

/** TOML's own word on a text that is none, in one line; `of` says whose lines are counted. */
export const whyNotToml = (error: unknown, of = ""): string =>
  error instanceof TomlError
    ? `${error.message.split("\n", 1)[0]}, in line ${error.line}${of}`
    : String(error)
