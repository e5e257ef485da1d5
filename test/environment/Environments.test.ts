import { existsSync, readdirSync, realpathSync } from "node:fs"
import * as Command from "@effect/platform/Command"
import * as FileSystem from "@effect/platform/FileSystem"
import * as NodeContext from "@effect/platform-node/NodeContext"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Fiber, Layer, Schedule } from "effect"
import type { TestContext } from "vitest"
import { Environments } from "../../src/environment/Environments.ts"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { install as installUv, type UvUnavailable } from "./LiveUv.ts"
import { makeSite, viaUv, workshop } from "./Workshop.ts"

// Real interpreters, a real uv and the real package index: everything else in this room is scripted.

/** The server's environment, without what would change what is measured here. */
const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(?:PYTHON|UV_|VIRTUAL_ENV)/.test(name) ? [] : [[name, value] as const],
  ),
)

const limit = 180_000

/** One job's way through the room. */
const prepare = Effect.fnUntraced(function* (home: string, job: string, request = viaUv()) {
  const environments = yield* Environments
  const plan = yield* environments.plan(request)
  const { site, announced, stepNames } = yield* makeSite(`${home}/jobs/${job}`)
  const ready = yield* Effect.either(environments.prepare(plan, site))
  return { ready, announced: yield* announced, steps: yield* stepNames }
})

const rightOf = <A, E extends Error>(either: Either.Either<A, E>): A =>
  Either.getOrThrowWith(either, (error) => error)

const newHome = Effect.flatMap(FileSystem.FileSystem, (fs) =>
  fs.makeTempDirectoryScoped({ prefix: "python-mcp-environments-" }),
)

/** Runs a test in a fresh state directory, with the uv of this file; skips where PyPI is away. */
const withUv = <A, E>(
  test: (
    home: string,
    uv: string,
  ) => Effect.Effect<A, E, Effect.Effect.Context<ReturnType<typeof prepare>> | Interpreters>,
  more: Readonly<Record<string, string>> = {},
) =>
  function* (context: TestContext) {
    const uv = yield* Effect.either(Effect.provide(sharedUv, NodeContext.layer))
    if (Either.isLeft(uv)) return context.skip(uv.left.message)
    const home = yield* Effect.provide(newHome, NodeContext.layer)
    const given = { ...environment, PYTHON_MCP_UV: uv.right, ...more }
    yield* Effect.provide(test(home, uv.right), workshop(home, given))
  }
