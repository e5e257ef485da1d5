import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { Effect, Either } from "effect"
import { afterAll, beforeAll, type TestContext } from "vitest"
import type { EnvironmentRequest } from "../../src/environment/Environments.ts"
import { Environments } from "../../src/environment/Environments.ts"
import { python } from "../support/Python.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"
import { serverEnvironment } from "./LiveUv.ts"
import { makeSite, workshop } from "./Workshop.ts"

type Env = Readonly<Record<string, string>>

/** One file's servers: a real uv, and nothing of this machine that names an index. */
export const indexScene = () => {
  const base = mkdtempSync(join(tmpdir(), "python-mcp-index-"))
  let uv: TestUv
  beforeAll(() => {
    uv = findUv()
  }, 200_000)
  afterAll(() => {
    uv.remove()
    rmSync(base, { recursive: true, force: true })
  })

  /** A server with a home, a user and a uv cache of its own. */
  const server = (environment: Env = {}) => {
    const user = mkdtempSync(join(base, "user-"))
    const home = join(user, ".python_mcp")
    mkdirSync(home)
    const given = { ...withoutIndexes, HOME: user, PYTHON_MCP_UV: uv.path, ...environment }
    return { user, home, layer: workshop(home, given) }
  }

  return {
    base,
    server,
    needsUv: (context: TestContext) => needsUv(context, uv),
    uv: () => uv,
  }
}

const withoutIndexes: Env = {
  ...Object.fromEntries(
    Object.entries(serverEnvironment).filter(
      ([name]) => !/^(?:PIP_|XDG_|PYENV_|.*_PROXY$)/i.test(name),
    ),
  ),
  // One interpreter is enough, and soon found.
  PATH: `${dirname(python)}:/usr/bin:/bin`,
  // This machine's own configuration may name more indexes.
  PIP_CONFIG_FILE: "/dev/null",
}

/** One job's way through the room: its environment or its error, and what was done for it. */
export const attempt = Effect.fnUntraced(function* (home: string, request: EnvironmentRequest) {
  const environments = yield* Environments
  const plan = yield* environments.plan(request)
  const { site, announced, stepNames } = yield* makeSite(mkdtempSync(join(home, "job-")))
  const ready = yield* Effect.either(environments.prepare(plan, site))
  return { ready, announced: yield* announced, steps: yield* stepNames, folder: site.folder }
})

/** An environment that is made. */
export const prepared = Effect.fnUntraced(function* (home: string, request: EnvironmentRequest) {
  const { ready, ...rest } = yield* attempt(home, request)
  return { ...Either.getOrThrowWith(ready, (error) => error), ...rest }
})

/** One that cannot be. */
export const failed = Effect.fnUntraced(function* (home: string, request: EnvironmentRequest) {
  const error = yield* Effect.flip((yield* attempt(home, request)).ready)
  return error._tag === "EnvironmentFailed" ? error : yield* Effect.die(error)
})

/** Every file below a folder, byte for byte, that has these words in it or in its name. */
export const filesWith = (folder: string, words: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    const path = join(folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    return name.includes(words) || (stat?.isFile() === true && readFileSync(path).includes(words))
  })
