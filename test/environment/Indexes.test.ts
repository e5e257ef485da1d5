import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { Host } from "../../src/domain/Host.ts"
import { pipVariables, readIndexes } from "../../src/environment/Indexes.ts"
import { maskOf } from "../../src/environment/Secrets.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { hostLayer } from "./Machine.ts"

type Env = Readonly<Record<string, string>>

/** What uv is told by these variables and this configuration of its user. */
const read = (environment: Env, toml = "") =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    yield* fs.makeDirectory("/home/me/.config/uv", { recursive: true })
    yield* fs.writeFileString("/home/me/.config/uv/uv.toml", toml)
    const { main, extra, isOff } = yield* readIndexes(fs, yield* Host)
    return { main: Option.getOrNull(main), extra, isOff }
  }).pipe(Effect.provide([MemoryFileSystem.layer, hostLayer(environment)]))

const toml = `
index-url = "https://old.example/simple"
[[index]]
name = "corp"
url = "https://corp.example/simple"
[[index]]
url = "https://main.example/simple"
default = true
[[index]]
url = "https://torch.example/simple"
explicit = true
`

describe("The indexes that uv is told of", () => {
  it.effect("are PyPI's where nobody tells", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read({}), { main: null, extra: [], isOff: false })
    }),
  )

  it.effect("are those of uv.toml, without those that only some packages come from", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read({}, toml), {
        main: "https://main.example/simple",
        extra: ["https://corp.example/simple"],
        isOff: false,
      })
    }),
  )

  it.effect("are those of the variables before those of uv.toml", () =>
    Effect.gen(function* () {
      const variables = {
        UV_DEFAULT_INDEX: "mine=https://mine.example/simple",
        UV_INDEX: "https://a.example/simple second=https://b.example/simple",
      }
      const { main, extra } = yield* read(variables, toml)
      assert.strictEqual(main, "https://mine.example/simple")
      assert.deepStrictEqual(extra, [
        "https://a.example/simple",
        "https://b.example/simple",
        "https://corp.example/simple",
      ])
    }),
  )

  it.effect("have the credentials that belong to their name", () =>
    Effect.gen(function* () {
      const variables = { UV_INDEX_CORP_USERNAME: "me", UV_INDEX_CORP_PASSWORD: "p@ss" }
      const { extra } = yield* read(variables, toml)
      assert.deepStrictEqual(extra, ["https://me:p%40ss@corp.example/simple"])
    }),
  )

  it.effect(
    "are none where uv is told to ask nobody, and none of a file that nobody can read",
    () =>
      Effect.gen(function* () {
        assert.isTrue((yield* read({ UV_OFFLINE: "1" })).isOff)
        assert.isNull((yield* read({}, "index-url = ")).main)
        assert.isNull((yield* read({ UV_NO_CONFIG: "1" }, toml)).main)
      }),
  )

  it("are pip's as well, which otherwise goes by its own settings", () => {
    const main = Option.some("https://main.example/simple")
    assert.deepStrictEqual(
      pipVariables({ main, extra: ["https://a/s", "https://b/s"], isOff: false }),
      {
        PIP_INDEX_URL: "https://main.example/simple",
        PIP_EXTRA_INDEX_URL: "https://a/s https://b/s",
      },
    )
    assert.deepStrictEqual(pipVariables({ main: Option.none(), extra: [], isOff: false }), {})
  })
})

describe("What somebody may read", () => {
  const mask = maskOf({
    UV_DEFAULT_INDEX: "corp=https://me:p%40ssword@corp.example/simple",
    UV_INDEX_CORP_PASSWORD: "other-secret",
    UV_INDEX_TOKEN_ONLY: "https://tok-en-1@corp.example/simple",
    HTTPS_PROXY: "http://who:proxy-pass@proxy.example:3128",
    UV_INDEX_SHORT_PASSWORD: "abc",
    HOME: "/home/me",
  })

  it("has no credentials in its URLs, whosever they are", () => {
    assert.strictEqual(
      mask("fetching https://any:body@x.example/simple and http://token@y.example"),
      "fetching https://****@x.example/simple and http://****@y.example",
    )
  })

  it("has no secret of the server's variables, in no spelling", () => {
    const words = "p%40ssword p@ssword other-secret tok-en-1 proxy-pass"
    assert.strictEqual(mask(words), "**** **** **** **** ****")
  })

  it("is otherwise as it was said", () => {
    const words = "tiny @ https://x.example/a@b/tiny.whl abc /home/me user@host"
    assert.strictEqual(mask(words), words)
  })
})
