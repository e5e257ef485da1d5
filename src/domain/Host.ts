import { Context } from "effect"

/** What the server was started with: the part of Node's `process` that the rest may know. */
export class Host extends Context.Tag("python-mcp/Host")<
  Host,
  {
    /** The server's environment, empty values included. */
    readonly environment: Readonly<Record<string, string>>
    readonly workingDirectory: string
    readonly homeDirectory: string
    readonly pid: number
    readonly platform: string
    /** So many bytes that nobody can guess, in hexadecimal. */
    readonly secret: (bytes: number) => string
  }
>() {}
