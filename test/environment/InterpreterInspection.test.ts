import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Interpreters } from "../../src/environment/Interpreters.ts"
import { python } from "./Machine.ts"
import { workshop } from "./Workshop.ts"

const behind = "/behind/the/shim/bin/python3"

/** As pyenv's, it is written in what `env` has to find; and it answers for another. */
const shim = `#!/usr/bin/env sh\ncat <<'END'\n${JSON.stringify(python(behind, "3.11.7"))}\nEND\n`

describe("A shim", () => {
  it.live("answers, and is the system's Python, also where PATH has nothing but its folder", () =>
    Effect.gen(function* () {
      const base = mkdtempSync(join(tmpdir(), "python-mcp-shim-"))
      yield* Effect.addFinalizer(() => Effect.sync(() => rmSync(base, { recursive: true })))
      const folder = join(base, "shims")
      mkdirSync(folder)
      writeFileSync(join(folder, "python3"), shim)
      chmodSync(join(folder, "python3"), 0o755)
      const layer = workshop(join(base, "home"), { HOME: base, PATH: folder })
      const { path } = yield* Effect.provide(
        Effect.flatMap(Interpreters, ({ system }) => system),
        layer,
      )
      assert.strictEqual(path, behind)
    }).pipe(Effect.scoped),
  )
})
