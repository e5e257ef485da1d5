import { spawn } from "node:child_process"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { startPackageIndex } from "../support/PackageIndex.ts"
import { makeWheel } from "../support/Packages.ts"
import { python } from "../support/Python.ts"
import { failed, indexScene, prepared } from "./IndexScene.ts"
import { viaUv } from "./Workshop.ts"

// A real uv, and networks that are not there.

const scene = indexScene()
const limit = 100_000
const tiny = viaUv({ dependencies: ["tiny"] })

/** A port that takes every connection and says nothing, or one whose queue is full: it drops them. */
const deadPort = (kind: "silent" | "full") =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly close: () => void }>((resume) => {
      const child = spawn(python, ["-c", program, kind], { stdio: ["pipe", "pipe", "inherit"] })
      child.stdout.once("data", (port) => {
        const url = `http://127.0.0.1:${String(port).trim()}/simple`
        resume(Effect.succeed({ url, close: () => child.kill("SIGKILL") }))
      })
    }),
    ({ close }) => Effect.sync(close),
  )

const program = `
import socket, sys
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(100 if sys.argv[1] == "silent" else 0)
waiting = []
for _ in range(0 if sys.argv[1] == "silent" else 8):
    client = socket.socket()
    client.setblocking(False)
    client.connect_ex(server.getsockname())
    waiting.append(client)
print(server.getsockname()[1], flush=True)
sys.stdin.read()
`

/** How long one takes with all that a first run looks for already found. */
const timed = Effect.fnUntraced(function* (
  url: string,
  more: Readonly<Record<string, string>> = {},
) {
  const { home, layer } = scene.server({ UV_DEFAULT_INDEX: url, ...more })
  return yield* Effect.gen(function* () {
    yield* prepared(home, viaUv({ isolated: true }))
    const begun = yield* Clock.currentTimeMillis
    const error = yield* failed(home, tiny)
    return { error, seconds: ((yield* Clock.currentTimeMillis) - begun) / 1000 }
  }).pipe(Effect.provide(layer))
})

// Five seconds are the promise; the rest is for a machine that does something else as well.
const soon = 12

describe.concurrent("A new environment on a dead network", () => {
  it.live(
    "fails soon, with the reason, where the index refuses",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        const { error, seconds } = yield* timed("http://127.0.0.1:9/simple")
        assert.strictEqual(error.reason, "network", error.message)
        assert.include(error.message, "Connection refused")
        assert.match(error.message, /Check the network, the proxy and the index settings/)
        assert.isBelow(seconds, soon)
      }),
    limit,
  )

  it.live(
    "names the index and where it comes from, where that is the script's header",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        const url = "http://127.0.0.1:9/simple"
        const lines = ['dependencies = ["tiny"]', "[[tool.uv.index]]", `url = "${url}"`]
        const source = ["/// script", ...lines, "///"].map((line) => `# ${line}\n`).join("")
        const { home, layer } = scene.server({ UV_DEFAULT_INDEX: url })
        const error = yield* Effect.provide(failed(home, viaUv({ source })), layer)
        assert.strictEqual(error.reason, "network", error.message)
        assert.match(error.message, /cannot be reached \(http:\/\/127\.0\.0\.1:9\/simple/)
        assert.match(
          error.message,
          /\(UV_DEFAULT_INDEX, and index in \[tool\.uv\] of the script's header/,
        )
      }),
    limit,
  )

  for (const [name, kind] of [
    ["takes the question and never answers", "silent"],
    ["drops what it gets", "full"],
  ] as const) {
    it.live(
      `fails soon, with the reason, where the index ${name}`,
      (context) =>
        Effect.gen(function* () {
          scene.needsUv(context)
          const { url } = yield* deadPort(kind)
          const { error, seconds } = yield* timed(url)
          assert.strictEqual(error.reason, "network", error.message)
          assert.include(error.message, `No answer from ${url} within`)
          assert.isBelow(seconds, soon)
        }).pipe(Effect.scoped),
      limit,
    )
  }

  it.live(
    "fails soon where uv itself would have to be fetched first",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        const { url } = yield* deadPort("silent")
        const { error, seconds } = yield* timed(url, { PYTHON_MCP_UV: "", PATH: "/usr/bin:/bin" })
        assert.strictEqual(error.reason, "network")
        assert.isBelow(seconds, soon)
      }).pipe(Effect.scoped),
    limit,
  )

  it.live(
    "is made where the index is alive and only slow",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        const wheels = [
          makeWheel({ name: "tiny", version: "1.0", requires: ["second"] }),
          makeWheel({ name: "second", version: "1.0", requires: ["third"] }),
          makeWheel({ name: "third", version: "1.0" }),
        ]
        const index = yield* Effect.promise(() => startPackageIndex(wheels, { delayMillis: 1000 }))
        yield* Effect.addFinalizer(() => Effect.sync(index.close))
        const { home, layer } = scene.server({ UV_DEFAULT_INDEX: index.url })
        const made = yield* Effect.provide(prepared(home, tiny), layer)
        assert.lengthOf(made.pins, 3)
        // It was looked after: longer than the guard waits, and the guard's own question came.
        assert.include(
          index.requests.map(({ path }) => path),
          "/",
        )
      }).pipe(Effect.scoped),
    limit,
  )

  it.live(
    "is waited for much longer by uv alone",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        const { url } = yield* deadPort("silent")
        const args = ["pip", "install", "--python", python, "--target", `${scene.base}/x`, "tiny"]
        const env = { UV_DEFAULT_INDEX: url, UV_CACHE_DIR: `${scene.base}/alone` }
        const end = yield* Effect.async<string | null>((resume) => {
          const child = spawn(scene.uv().path, args, { env, timeout: 7000, stdio: "ignore" })
          child.once("exit", (_, signal) => resume(Effect.succeed(signal)))
        })
        assert.strictEqual(end, "SIGTERM")
      }).pipe(Effect.scoped),
    limit,
  )
})
