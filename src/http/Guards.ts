import { Buffer } from "node:buffer"
import { timingSafeEqual } from "node:crypto"
import type { IncomingHttpHeaders } from "node:http"
import { isIP } from "node:net"
import { Option, Redacted } from "effect"
import type { AccessToken } from "../domain/AccessToken.ts"
import { sha256 } from "../domain/Sha256.ts"
import { type Refusal, refusal } from "./Refusal.ts"

/** Where the server listens, and what its clients have to know. */
export interface Guarded {
  readonly host: string
  readonly port: number
  readonly token: AccessToken
}

/** Whether only this machine can reach an address or a name of this kind. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

/**
 * Who may not pass: a page that has had its own name point to us (Host), a page from elsewhere
 * (Origin), and whoever does not know the token. In that order, so that a stranger learns nothing.
 */
export const makeGuard = ({ host, port, token }: Guarded) => {
  const isOurHost = hostCheck(host, port)
  const isOurToken = tokenCheck(token)
  return (headers: IncomingHttpHeaders): Option.Option<Refusal> => {
    if (!isOurHost(headers.host)) {
      const remedy = `It is ${named(headers.host)}; accepted is ${hostsOf(host)}, with the port ${port}`
      return refuse(403, "the Host is not this server", { remedy })
    }
    if (!isOurOrigin(headers.origin)) {
      const remedy = `It is ${named(headers.origin)}; accepted are pages of this machine (localhost, 127.0.0.1, [::1]), and requests without an Origin`
      return refuse(403, "the Origin is another site", { remedy })
    }
    return isOurToken(headers.authorization) ? Option.none() : unauthorized(headers.authorization)
  }
}

const hostCheck = (host: string, port: number) => {
  const isOurs = (name: string) =>
    isLoopback(name) ||
    name.toLowerCase() === host.toLowerCase() ||
    (isAny(host) && isAddress(name))
  return (given: string | undefined): boolean =>
    Option.exists(
      parseUrl(`http://${given ?? ""}`),
      (url) => isPlain(url) && Number(url.port || 80) === port && isOurs(bare(url.hostname)),
    )
}

const isOurOrigin = (given: string | undefined): boolean =>
  given === undefined || Option.exists(parseUrl(given), ({ hostname }) => isLoopback(hostname))

const tokenCheck = (token: AccessToken) => {
  const expected = digest(Redacted.value(token))
  return (given: string | undefined): boolean => {
    const [, credentials = ""] = /^Bearer +(\S+) *$/i.exec(given ?? "") ?? []
    // Of equal length, whatever was given: the time tells nothing.
    return timingSafeEqual(digest(credentials), expected)
  }
}

const unauthorized = (given: string | undefined) => {
  const challenge = 'Bearer realm="python-executor-mcp"'
  return given === undefined
    ? refuse(401, "the bearer token is missing", {
        remedy: whereTheTokenIs,
        headers: { "www-authenticate": challenge },
      })
    : refuse(401, "the bearer token is wrong", {
        remedy: whereTheTokenIs,
        headers: { "www-authenticate": `${challenge}, error="invalid_token"` },
      })
}

/** Not the path: who asks may be a stranger. */
const whereTheTokenIs =
  "Send Authorization: Bearer with the server's PYTHON_MCP_HTTP_TOKEN or, where that is not set, with the content of http-token in its state directory"

/** What somebody else has written, short enough and plain enough for any terminal. */
const named = (given: string | undefined): string =>
  given === undefined ? "missing" : JSON.stringify(given.slice(0, 80).replace(/[^ -~]/g, "?"))

const hostsOf = (host: string): string => {
  const loopback = "localhost, 127.0.0.1 or [::1]"
  if (isLoopback(host)) return loopback
  return isAny(host) ? `${loopback}, or any address` : `${host}, ${loopback}`
}

const refuse = (...why: Parameters<typeof refusal>) => Option.some(refusal(...why))

const digest = (text: string): Buffer => Buffer.from(sha256(text), "hex")

const parseUrl = Option.liftThrowable((text: string) => new URL(text))

/** A Host names a place and nothing else. */
const isPlain = ({ pathname, search, hash, username }: URL): boolean =>
  pathname === "/" && search === "" && hash === "" && username === ""

const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1")

const isAny = (host: string): boolean => host === "0.0.0.0" || host === "::"

/** An address cannot be made to point elsewhere, as a name can. */
const isAddress = (name: string): boolean => isIP(name) !== 0
