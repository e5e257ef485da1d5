import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { diagnose } from "../../src/environment/FailureWords.ts"
import { isFull } from "../support/Faults.ts"
import { python } from "../support/Python.ts"
import { findUv, type TestUv } from "../support/Uv.ts"
import { failureRows } from "./FailureRows.ts"
import { type FailureScene, failureScene } from "./FailureScene.ts"
import { serverEnvironment } from "./LiveUv.ts"

// What uv says is no API. GOLDEN=record writes down anew what the uv that is here says.

const golden = fileURLToPath(new URL("golden/", import.meta.url))
const kinds = new Map(failureRows.map(({ tool = "uv", name, kind }) => [`${tool}/${name}`, kind]))
const isRecording = process.env.GOLDEN === "record"

describe("What uv said once", () => {
  for (const version of readdirSync(golden)) {
    for (const file of readdirSync(join(golden, version))) {
      const name = file.replace(/\.txt$/, "")
      const kind = kinds.get(`${version.split("-")[0]}/${name}`)
      it(`is ${kind}: ${version}, ${name}`, () => {
        assert.strictEqual(diagnose(readFileSync(join(golden, version, file), "utf8")).kind, kind)
      })
    }
  }
})

describe("What the tools of this machine say", () => {
  let base: string
  let uv: TestUv
  let scene: FailureScene
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "uv-failures-"))
    uv = findUv()
    scene = await failureScene(base)
  }, 200_000)
  afterAll(() => {
    scene[Symbol.dispose]()
    uv.remove()
    rmSync(base, { recursive: true, force: true })
  })

  const version = async (program: string, ...args: ReadonlyArray<string>) =>
    /\d+\.\d+(?:\.\d+)?/.exec((await run(program, [...args, "--version"], {})).said)?.[0]

  // pip changes rarely and is slow to start: it is asked anew only in the long form.
  for (const row of failureRows.filter(({ tool }) => tool === undefined || isFull || isRecording)) {
    const { tool = "uv" } = row
    it.concurrent(`is ${row.kind}: ${tool}, ${row.name}`, async (context) => {
      if (uv.unavailable !== null) context.skip(uv.unavailable)
      const missing = scene.missing(row)
      if (missing !== undefined) context.skip(missing)
      const { args, env } = scene.arrange(row)
      const program = tool === "uv" ? uv.path : python
      const { failed, said } = await run(program, args, env)
      if (isRecording) {
        const asked = tool === "uv" ? [] : ["-m", "pip"]
        const folder = join(golden, `${tool}-${await version(program, ...asked)}`)
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, `${row.name}.txt`), scene.plain(said))
      }
      assert.isTrue(failed, said)
      assert.strictEqual(diagnose(said).kind, row.kind, said)
    }, 100_000)
  }
})

const run = (command: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) =>
  new Promise<{ readonly failed: boolean; readonly said: string }>((resolve) => {
    const environment = { ...serverEnvironment, ...quiet, ...env }
    execFile(command, args, { cwd: "/", env: environment }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, said: stderr.trim() === "" ? stdout : stderr }),
    )
  })

const quiet = {
  NO_COLOR: "1",
  UV_NO_PROGRESS: "1",
  UV_HTTP_RETRIES: "1",
  UV_PYTHON_DOWNLOADS: "never",
}
