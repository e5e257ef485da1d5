import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:https"
import type { AddressInfo } from "node:net"
import { dirname, join } from "node:path"
import { type Misbehaviour, startPackageIndex } from "../support/PackageIndex.ts"
import { makeSdist, makeWheel } from "../support/Packages.ts"
import { python } from "../support/Python.ts"
import { SmallDisk } from "../support/SmallDisk.ts"
import type { FailureRow } from "./FailureRows.ts"

/** Where the rows are provoked: an index, a server with a certificate of nobody's, a full disk. */
export interface FailureScene extends Disposable {
  /** Why a row cannot be provoked here. */
  readonly missing: (row: FailureRow) => string | undefined
  /** What to run for a row. */
  readonly arrange: (row: FailureRow) => {
    readonly args: ReadonlyArray<string>
    readonly env: Readonly<Record<string, string>>
  }
  /** Without what is this machine's or this moment's only. */
  readonly plain: (words: string) => string
}

export const failureScene = async (base: string): Promise<FailureScene> => {
  const index = await startPackageIndex(packages, { misbehave })
  const secure = await startSecureServer(base)
  const disk = SmallDisk.missing === undefined ? new SmallDisk(1) : undefined
  const names: ReadonlyArray<readonly [string, string | undefined]> = [
    ["$index", index.url],
    ["$origin", new URL(index.url).origin],
    ["$authority", new URL(index.url).host],
    ["$secure", secure?.url],
    ["$smallDisk", disk?.path],
  ]
  const fill = (folder: string) => (text: string) =>
    [...names, ["$folder", folder] as const].reduce(
      (filled, [name, value]) => filled.replaceAll(name, value ?? name),
      text,
    )
  return {
    missing: ({ env = {} }) => {
      const lacking = names.find(
        ([name, value]) => value === undefined && Object.values(env).includes(name),
      )
      return lacking === undefined ? undefined : `this machine cannot have ${lacking[0].slice(1)}`
    },
    arrange: ({ name, args, env = {}, files = {} }) => {
      const folder = mkdtempSync(join(base, `${name}-`))
      mkdirSync(folder, { recursive: true })
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
      const filled = fill(folder)
      return {
        args: args.map(filled),
        env: {
          UV_DEFAULT_INDEX: index.url,
          PIP_INDEX_URL: index.url,
          PIP_FIND_LINKS: "",
          PIP_CONFIG_FILE: "/dev/null",
          UV_CACHE_DIR: join(base, "cache"),
          ...Object.fromEntries(Object.entries(env).map(([key, text]) => [key, filled(text)])),
        },
      }
    },
    plain: (words) => plainly(words, base, names),
    [Symbol.dispose]: () => {
      index.close()
      secure?.server.close()
      disk?.[Symbol.dispose]()
    },
  }
}

const plainly = (
  words: string,
  base: string,
  names: ReadonlyArray<readonly [string, string | undefined]>,
): string =>
  names
    .reduce(
      (text, [name, value]) => (value === undefined ? text : text.replaceAll(value, name)),
      words,
    )
    .replaceAll(python, "/python3")
    .replaceAll(dirname(dirname(python)), "/python")
    .replaceAll(base, "/base")
    .replace(/(\/base\/[a-z0-9-]+?)-[A-Za-z0-9]{6}(?=[/\s]|$)/gm, "$1")
    .replace(/\.tmp[A-Za-z0-9]{6}/g, ".tmp000000")
    .replace(/127\.0\.0\.1:\d{4,5}/g, "127.0.0.1:8000")
    .replace(/\d+(?:\.\d+)?(?:ms|s)\b/g, "1s")

const packages = [
  makeWheel({ name: "tiny", version: "1.0" }),
  makeWheel({ name: "tiny", version: "2.0" }),
  makeWheel({ name: "picky", version: "1.0", requires: ["tiny>=2"] }),
  makeWheel({ name: "wants-nobody", version: "1.0", requires: ["nobody-has-this"] }),
  makeWheel({ name: "from-the-future", version: "1.0", requiresPython: ">=3.99" }),
  makeWheel({ name: "elsewhere", version: "1.0", tag: "cp39-cp39-win_amd64" }),
  makeSdist({ name: "unbuildable", version: "1.0", setup: "raise SystemExit('no compiler here')" }),
  makeSdist({ name: "needs-cython", version: "1.0", setup: "import Cython" }),
  makeWheel({ name: "large", version: "1.0", files: { "large.py": "#".repeat(3_000_000) } }),
  ...[
    ...["hangs", "resets", "half-a-page", "half-a-wheel", "garbage-page", "garbage-wheel"],
    ...["truncated-wheel", "wrong-hash", "status-500", "status-429", "status-401", "status-403"],
    ...["wheel-401", "wheel-403", "wheel-404", "wheel-503"],
  ].map((name) => makeWheel({ name, version: "1.0" })),
]

const misbehave = (path: string): Misbehaviour | undefined => {
  const isWheel = path.endsWith(".whl")
  const [, status] = /^\/simple\/status-(\d+)\//.exec(path) ?? []
  if (status !== undefined) return { status: Number(status) }
  const [, ofWheel] = /\/wheel_(\d+)-.*\.whl$/.exec(path) ?? []
  if (ofWheel !== undefined) return { status: Number(ofWheel) }
  if (path.startsWith("/simple/")) return byPage.get(path)
  return isWheel ? byWheel.get(path.split("/").pop()?.split("-")[0] ?? "") : undefined
}

const byPage: ReadonlyMap<string, Misbehaviour> = new Map([
  ["/simple/hangs/", "hangs"],
  ["/simple/resets/", "resets"],
  ["/simple/half-a-page/", "resets-in-the-body"],
  ["/simple/garbage-page/", "garbage"],
  ["/simple/wrong-hash/", "wrong-hash"],
])

const byWheel: ReadonlyMap<string, Misbehaviour> = new Map([
  ["half_a_wheel", "resets-in-the-body"],
  ["garbage_wheel", "garbage"],
  ["truncated_wheel", "truncates"],
])

/** An index that nobody vouches for; none where there is no openssl to make its certificate with. */
const startSecureServer = async (
  base: string,
): Promise<{ readonly server: Server; readonly url: string } | undefined> => {
  const [key, cert] = [join(base, "key.pem"), join(base, "cert.pem")]
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
  const subject = ["-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
  try {
    execFileSync("openssl", [...request, ...subject, "-keyout", key, "-out", cert], {
      stdio: "ignore",
    })
  } catch {
    return undefined
  }
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) })
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve)
  })
  return { server, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/simple` }
}
