import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import type { PackageFile } from "./Packages.ts"

/** How an index may answer instead of what it was asked for. */
export type Misbehaviour =
  | "hangs"
  | "resets"
  /** Half of the right answer, then the connection is gone. */
  | "resets-in-the-body"
  /** A whole answer of half a file. */
  | "truncates"
  | "garbage"
  | "wrong-hash"
  | { readonly status: number }

/** One request, as the index saw it. */
export interface IndexRequest {
  readonly path: string
  /** "user:password", where they were sent. */
  readonly credentials: string | null
}

export interface IndexOptions {
  /** "user:password": everybody else gets a 401. */
  readonly credentials?: string
  /** PEP 691 where the client takes it, or PEP 503 always. */
  readonly format?: "json" | "html"
  /** Before each answer. */
  readonly delayMillis?: number
  /** In the middle of each file. */
  readonly pause?: Promise<void>
  /** For one path ("/simple/six/", "/files/six-1.0-py3-none-any.whl"); undefined: as it should be. */
  readonly misbehave?: (path: string) => Misbehaviour | undefined
}

/** A package index (PEP 503, PEP 691, PEP 658) on loopback, which belongs to one test. */
export interface PackageIndex extends Disposable {
  /** ".../simple", without credentials. */
  readonly url: string
  /** The same with "user:password@". */
  readonly urlAs: (credentials: string) => string
  readonly requests: ReadonlyArray<IndexRequest>
  readonly add: (...files: ReadonlyArray<PackageFile>) => void
  readonly close: () => void
}

export const startPackageIndex = async (
  files: ReadonlyArray<PackageFile>,
  options: IndexOptions = {},
): Promise<PackageIndex> => {
  const offered = [...files]
  const requests: Array<IndexRequest> = []
  const server = createServer((request, response) => {
    const seen = { path: pathOf(request), credentials: credentialsOf(request) }
    requests.push(seen)
    answer(offered, options, seen, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve)
  })
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return {
    url: `http://127.0.0.1:${port}/simple`,
    urlAs: (credentials) => `http://${credentials}@127.0.0.1:${port}/simple`,
    requests,
    add: (...more) => void offered.push(...more),
    close,
    [Symbol.dispose]: close,
  }
}

const pathOf = ({ url = "/" }: IncomingMessage) => decodeURIComponent(url.split("?")[0] ?? "/")

const credentialsOf = ({ headers }: IncomingMessage): string | null => {
  const encoded = /^Basic (.+)$/.exec(headers.authorization ?? "")?.[1]
  return encoded === undefined ? null : Buffer.from(encoded, "base64").toString()
}

/** What is right to answer. */
interface Answer {
  readonly type: string
  readonly body: Buffer | string
}

const answer = async (
  offered: ReadonlyArray<PackageFile>,
  { credentials, delayMillis = 0, format = "json", misbehave, pause }: IndexOptions,
  seen: IndexRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  await sleep(delayMillis)
  if (credentials !== undefined && seen.credentials !== credentials) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="test"' }).end("who are you?")
    return
  }
  const wrong = misbehave?.(seen.path)
  const takesJson = format === "json" && (request.headers.accept ?? "").includes(json)
  const right = find(offered, seen.path, takesJson, wrong === "wrong-hash")
  if (wrong !== undefined && wrong !== "wrong-hash") return spoil(wrong, right, response)
  if (right === undefined) {
    response.writeHead(404).end("not here")
    return
  }
  const body = Buffer.from(right.body)
  response.writeHead(200, { "content-type": right.type, "content-length": body.length })
  if (request.method === "HEAD") return void response.end()
  const begun = pause !== undefined && /\.(?:whl|gz)$/.test(seen.path) ? body.length >> 1 : 0
  if (begun > 0) {
    response.write(body.subarray(0, begun))
    await pause
  }
  response.end(body.subarray(begun))
}

const spoil = (wrong: Misbehaviour, right: Answer | undefined, response: ServerResponse): void => {
  if (typeof wrong === "object") {
    response.writeHead(wrong.status).end("no")
    return
  }
  const body = Buffer.from(right?.body ?? "")
  const half = body.subarray(0, body.length >> 1)
  const type = { "content-type": right?.type ?? "text/html" }
  if (wrong === "resets") response.destroy()
  if (wrong === "garbage") response.writeHead(200, type).end("\u0000<<{{ not an index")
  if (wrong === "truncates") response.writeHead(200, type).end(half)
  if (wrong === "resets-in-the-body") {
    response.writeHead(200, { ...type, "content-length": body.length })
    response.write(half, () => response.destroy())
  }
}

const json = "application/vnd.pypi.simple.v1+json"

const find = (
  offered: ReadonlyArray<PackageFile>,
  path: string,
  takesJson: boolean,
  liesAboutHashes: boolean,
): Answer | undefined => {
  const [, project] = /^\/simple\/([^/]+)\/?$/.exec(path) ?? []
  if (project !== undefined) {
    const files = offered
      .filter((file) => file.project === project)
      .map((file) => (liesAboutHashes ? { ...file, sha256: "0".repeat(64) } : file))
    if (files.length === 0) return undefined
    return takesJson ? asJson(project, files) : asHtml(files)
  }
  const file = offered.find(({ filename }) => path === `/files/${filename}`)
  if (file !== undefined) return { type: "application/octet-stream", body: file.bytes }
  const of = offered.find(({ filename }) => path === `/files/${filename}.metadata`)
  return of?.metadata === undefined ? undefined : { type: "text/plain", body: of.metadata }
}

const asJson = (name: string, files: ReadonlyArray<PackageFile>): Answer => ({
  type: json,
  body: JSON.stringify({
    meta: { "api-version": "1.0" },
    name,
    files: files.map(({ filename, bytes, sha256, requiresPython, metadata }) => ({
      filename,
      size: bytes.length,
      url: `/files/${filename}`,
      hashes: { sha256 },
      "requires-python": requiresPython ?? null,
      "core-metadata": metadata !== undefined,
    })),
  }),
})

const asHtml = (files: ReadonlyArray<PackageFile>): Answer => ({
  type: "text/html",
  body: `<!DOCTYPE html><html><body>\n${files.map(asLink).join("\n")}\n</body></html>`,
})

const asLink = ({ filename, sha256, requiresPython, metadata }: PackageFile): string => {
  const python = requiresPython?.replaceAll(">", "&gt;").replaceAll("<", "&lt;")
  const attributes = [
    ...(python === undefined ? [] : [` data-requires-python="${python}"`]),
    ...(metadata === undefined ? [] : [' data-core-metadata="true"']),
  ]
  return `<a href="/files/${filename}#sha256=${sha256}"${attributes.join("")}>${filename}</a><br>`
}
