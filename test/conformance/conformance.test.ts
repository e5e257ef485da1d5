import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Scope } from "effect"
import { afterAll, beforeAll, type TestContext } from "vitest"
import type { Registries } from "../../src/mcp/ProtocolServer.ts"
import { HttpServer } from "../support/HttpServer.ts"
import { TestServer } from "../support/TestServer.ts"
import { type TokenProxy, tokenProxy } from "../support/TokenProxy.ts"
import { fixtureResources } from "./FixtureResources.ts"
import { fixtureToken, serveFixtures } from "./FixtureServer.ts"
import { notApplicable, notWithoutFixtures, scenarios, withoutFixtures } from "./Scenarios.ts"
import { type Check, type Findings, type Revision, revisions, Suite } from "./Suite.ts"

// The protocol's own conformance suite over our HTTP transport: against the real server, as far as it needs
// nothing from it, and against our adapter with the suite's tools and resources behind it.

const scope = Effect.runSync(Scope.make())
const real = new TestServer()
let suite: Suite
const proxies: Array<TokenProxy> = []

const reached = async (url: string, token: string): Promise<string> => {
  const proxy = await tokenProxy(url, token)
  proxies.push(proxy)
  return proxy.url
}

const fixtures = async (spoiled: Partial<Registries> = {}) =>
  reached(await Effect.runPromise(Scope.extend(serveFixtures(spoiled), scope)), fixtureToken)

const found = {
  "our adapter": new Map<Revision, Findings>(),
  "the real server": new Map<Revision, Findings>(),
}

beforeAll(async () => {
  suite = new Suite()
  if (suite.unavailable !== "") return
  const server = await HttpServer.start(real)
  const urls = {
    "our adapter": await fixtures(),
    "the real server": await reached(server.url, server.token),
  }
  await Promise.all(
    revisions.flatMap((revision) =>
      (["our adapter", "the real server"] as const).map(async (which) => {
        found[which].set(revision, await suite.run(urls[which], revision))
      }),
    ),
  )
}, 400_000)

afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()))
  await Effect.runPromise(Scope.close(scope, Exit.void))
  await real.close()
  suite.remove()
})

const needsSuite = (context: TestContext) => {
  if (suite.unavailable !== "") context.skip(suite.unavailable)
}

const wrong = ({ status }: Check) => status === "FAILURE" || status === "WARNING"

const told = ({ id, errorMessage = "" }: Check) => `${id}: ${errorMessage}`

/** All is well but what is excused, and nothing is excused that is well. */
const assertPasses = (checks: ReadonlyArray<Check>, excused: ReadonlySet<string>) => {
  assert.isTrue(
    checks.some(({ status }) => status === "SUCCESS"),
    "it has looked at something",
  )
  const faults = checks.filter(wrong)
  assert.deepStrictEqual(faults.filter(({ id }) => !excused.has(id)).map(told), [])
  assert.includeMembers(
    faults.map(({ id }) => id),
    [...excused],
  )
}

/** The checks of a scenario that are excused. */
const excusedIn = (name: string, ...lists: ReadonlyArray<ReadonlyMap<string, string>>) =>
  new Set(
    lists
      .flatMap((list) => [...list.keys()])
      .filter((key) => key.startsWith(`${name}:`))
      .map((key) => key.slice(name.length + 1)),
  )

describe.each(revisions)("conformance to %s", (revision) => {
  const names = [...scenarios].flatMap(([name, all]) => (all.includes(revision) ? [name] : []))
  const checksOf = (which: keyof typeof found, name: string) =>
    found[which].get(revision)?.get(name) ?? []

  it("is tried with every scenario of the suite", (context) => {
    needsSuite(context)
    assert.deepStrictEqual([...suite.scenarios(revision)].sort(), [...names].sort())
  })

  for (const name of names) {
    const reason = notApplicable.get(name)
    if (reason !== undefined) {
      it(`does not ask for ${name}: ${reason}`, (context) => {
        needsSuite(context)
        const checks = checksOf("our adapter", name)
        assert.isTrue(
          checks.some((check) => wrong(check) || check.status === "SKIPPED"),
          "it does pass",
        )
      })
      continue
    }
    it(`is our adapter's in ${name}`, (context) => {
      needsSuite(context)
      assertPasses(checksOf("our adapter", name), excusedIn(name, notApplicable))
    })
    if (!withoutFixtures.has(name)) continue
    it(`is the real server's in ${name}`, (context) => {
      needsSuite(context)
      const excused = excusedIn(name, notApplicable, notWithoutFixtures)
      assertPasses(checksOf("the real server", name), excused)
    })
  }
})

describe("control: a server with one rule broken", () => {
  it("fails the scenario about it", { timeout: 60_000 }, async (context) => {
    needsSuite(context)
    const empty = { mimeType: "text/plain", text: "" }
    const url = await fixtures({
      resources: { ...fixtureResources, read: () => Effect.succeed(empty) },
    })
    const name = "sep-2164-resource-not-found"
    const findings = await suite.run(url, "2026-07-28", name)
    const faults = (findings.get(name) ?? []).filter(wrong).map(({ id }) => id)
    assert.include(faults, "sep-2164-error-code")
  })
})
