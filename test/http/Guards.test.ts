import { assert, describe, it } from "@effect/vitest"
import { Option, Redacted } from "effect"
import { isLoopback, makeGuard } from "../../src/http/Guards.ts"

const token = "0123456789abcdef"
const guarding = (host: string, port = 8080) =>
  makeGuard({ host, port, token: Redacted.make(token) })

const good = { host: "127.0.0.1:8080", authorization: `Bearer ${token}` }

/** 0: let in. */
const statusOf = (headers: Record<string, string | undefined>, host = "127.0.0.1", port = 8080) =>
  Option.match(guarding(host, port)({ ...good, ...headers }), {
    onNone: () => 0,
    onSome: ({ status }) => status,
  })

describe("the guard", () => {
  it.each(["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080", "127.0.0.2:8080"])(
    "knows itself by the Host %s",
    (host) => assert.strictEqual(statusOf({ host }), 0),
  )

  it.each([
    undefined,
    "",
    "127.0.0.1",
    "127.0.0.1:8081",
    "localhost.evil.example:8080",
    "evil.example:8080",
    "evil@127.0.0.1:8080",
    "127.0.0.1:8080/x",
    "192.168.0.1:8080",
    "0.0.0.0:8080",
  ])("does not know itself by the Host %s", (host) => assert.strictEqual(statusOf({ host }), 403))

  it("needs no port in the Host where it is that of HTTP", () => {
    assert.strictEqual(statusOf({ host: "127.0.0.1" }, "127.0.0.1", 80), 0)
  })

  it("knows itself by the name that it was given, and by any address where it has them all", () => {
    assert.strictEqual(statusOf({ host: "box.lan:8080" }, "box.lan"), 0)
    assert.strictEqual(statusOf({ host: "192.168.0.1:8080" }, "0.0.0.0"), 0)
    assert.strictEqual(statusOf({ host: "[fe80::1]:8080" }, "::"), 0)
    assert.strictEqual(statusOf({ host: "evil.example:8080" }, "0.0.0.0"), 403)
  })

  it.each(["http://localhost", "https://127.0.0.1:3000", "http://[::1]:1", undefined])(
    "lets the Origin %s in",
    (origin) => assert.strictEqual(statusOf({ origin }), 0),
  )

  it.each(["null", "", "http://evil.example", "http://localhost.evil.example", "nonsense"])(
    "keeps the Origin %s out",
    (origin) => assert.strictEqual(statusOf({ origin }), 403),
  )

  it.each([
    undefined,
    "",
    token,
    "Bearer",
    "Bearer ",
    `Basic ${token}`,
    `Bearer ${token}0`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${token} ${token}`,
  ])("keeps the authorization %s out", (authorization) =>
    assert.strictEqual(statusOf({ authorization }), 401),
  )

  it("asks for the Host first and for the token last, so that a stranger learns nothing", () => {
    const authorization = undefined
    assert.strictEqual(statusOf({ host: "evil.example", authorization }), 403)
    assert.strictEqual(statusOf({ origin: "http://evil.example", authorization }), 403)
  })
})

describe("a refusal of the guard", () => {
  const remedyOf = (headers: Record<string, string | undefined>, host = "127.0.0.1") =>
    Option.match(guarding(host)({ ...good, ...headers }), {
      onNone: () => "let in",
      onSome: ({ remedy }) => remedy,
    })

  it("says where the token is, and never the token", () => {
    for (const authorization of [undefined, "Bearer wrong"]) {
      const remedy = remedyOf({ authorization })
      assert.match(remedy, /PYTHON_MCP_HTTP_TOKEN.*http-token in its state directory/)
      assert.notInclude(remedy, token)
    }
  })

  it("names what was given, bounded and plain, and what is accepted", () => {
    const long = `evil\u001b[31m.${"x".repeat(10_000)}`
    const host = remedyOf({ host: long })
    assert.match(host, /^It is "evil\?\[31m\.x+"; accepted is localhost.*8080$/)
    assert.isBelow(host.length, 200)
    assert.include(remedyOf({ host: undefined }), "missing")
    assert.include(remedyOf({ host: "x" }, "box.lan"), "box.lan")
    assert.include(remedyOf({ host: "x" }, "0.0.0.0"), "any address")
    const origin = remedyOf({ origin: "https://evil.example" })
    assert.match(origin, /"https:\/\/evil\.example"; accepted are pages of this machine/)
  })
})

describe("loopback", () => {
  it("is what only this machine reaches", () => {
    for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"]) {
      assert.isTrue(isLoopback(host), host)
    }
    for (const host of ["0.0.0.0", "::", "127.0.0.1.nip.io", "localhost.lan", "10.0.0.1", ""]) {
      assert.isFalse(isLoopback(host), host)
    }
  })
})
