import { parseArgs } from "node:util"
import { Either } from "effect"
import { version } from "./domain/version.ts"

/** How the protocol is to be served. */
export type Front =
  | { readonly _tag: "Stdio" }
  | { readonly _tag: "Http"; readonly host: string; readonly port: number }

/** What the program was asked to do. */
export type Command =
  | Front
  /** Say something and be done. */
  | { readonly _tag: "Show"; readonly text: string }
  | { readonly _tag: "Wrong"; readonly message: string }

/** Reads the program's arguments; none at all is what every MCP host starts us with. */
export const readCommandLine = (given: ReadonlyArray<string>): Command => {
  if (given.length === 0) return { _tag: "Stdio" }
  return Either.match(
    Either.try(() => parse(given)),
    {
      onLeft: (error) => wrong(firstSentence(String(error))),
      onRight: (values) => commandOf(values),
    },
  )
}

const parse = (given: ReadonlyArray<string>) =>
  parseArgs({
    args: joined(given),
    strict: true,
    allowPositionals: false,
    options: {
      http: { type: "boolean" },
      host: { type: "string" },
      port: { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean", short: "v" },
    },
  }).values

/** Node takes a number below nothing for an option of its own, and would not say what is wrong with it. */
const joined = (given: ReadonlyArray<string>): Array<string> =>
  given.flatMap((one, nth) => {
    if (one === "--port" && isNegative(given[nth + 1])) return [`${one}=${given[nth + 1]}`]
    return given[nth - 1] === "--port" && isNegative(one) ? [] : [one]
  })

const isNegative = (text = ""): boolean => /^-\d/.test(text)

type Values = ReturnType<typeof parse>

const commandOf = (values: Values): Command => {
  if (values.help) return { _tag: "Show", text: usage }
  if (values.version) return { _tag: "Show", text: version }
  if (values.http) return httpAt(values)
  return (values.host ?? values.port) === undefined
    ? { _tag: "Stdio" }
    : wrong("--host and --port go with --http")
}

const httpAt = ({ host = "127.0.0.1", port = "0" }: Values): Command => {
  if (host.trim() === "") return wrong("--host needs a name or an address")
  return isPort(port)
    ? { _tag: "Http", host, port: Number(port) }
    : wrong(`--port ${JSON.stringify(port)} is not a number from 0 to 65535`)
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535

const wrong = (what: string): Command => ({
  _tag: "Wrong",
  message: `python-executor-mcp: ${what}. python-executor-mcp --help tells what there is.`,
})

/** Node's own words, without the hint that follows them and without the error's name. */
const firstSentence = (text: string): string =>
  text.replace(/^\w+(?: \[\w+\])?: /, "").replace(/\.(?:\s[\s\S]*)?$/, "")

const usage = `python-executor-mcp ${version}: an MCP server that runs Python.

  python-executor-mcp                  speaks MCP over stdin and stdout
  python-executor-mcp --http           speaks MCP over HTTP, at /mcp; its URL is the one line on stdout
      --host <name or address>         where it listens; 127.0.0.1
      --port <number>                  0, the default, is any free one
  python-executor-mcp --help, -h       this text
  python-executor-mcp --version, -v    the version

HTTP wants a token: PYTHON_MCP_HTTP_TOKEN, else the one in http-token in the state directory, which is made
at the first start. On another address than loopback PYTHON_MCP_HTTP_TOKEN has to be set.`
