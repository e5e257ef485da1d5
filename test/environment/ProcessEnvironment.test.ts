import * as FileSystem from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { ProcessEnvironment, type ScriptPlace } from "../../src/environment/ProcessEnvironment.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { hostLayer } from "./Machine.ts"

type Env = Readonly<Record<string, string>>

interface Given {
  readonly server?: Env
  readonly file?: string | Uint8Array
  readonly envVars?: Env
  readonly place?: Partial<ScriptPlace>
}

const merged = ({ server = {}, file, envVars = {}, place = {} }: Given) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    if (file !== undefined) {
      const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file
      yield* fs.writeFile("/run.env", bytes)
    }
    const envFile = file === undefined ? Option.none() : Option.some("/run.env")
    const { merge } = yield* ProcessEnvironment
    const { forScript } = yield* merge({ envVars, envFile })
    return forScript({
      prefix: Option.none(),
      importFrom: Option.none(),
      progressFile: "/job/progress.jsonl",
      ...place,
    })
  }).pipe(
    Effect.provide(
      ProcessEnvironment.layer.pipe(
        Layer.provideMerge(Layer.merge(MemoryFileSystem.layer, hostLayer(server))),
      ),
    ),
  )

const always = {
  PYTHONIOENCODING: "utf-8",
  PYTHONUNBUFFERED: "1",
  PYTHON_MCP_PROGRESS: "/job/progress.jsonl",
}

const venv = { prefix: Option.some("/venv") }

const rows: ReadonlyArray<readonly [string, Given, Env]> = [
  [
    "env_vars win over env_file, and that over the server's environment",
    { server: { A: "1", B: "1", C: "1" }, file: "B=2\nC=2\n", envVars: { C: "3" } },
    { A: "1", B: "2", C: "3", ...always },
  ],
  [
    "what is only inherited of these is removed",
    {
      server: {
        PYTHON_MCP_HOME: "/x",
        PYTHON_MCP_ANYTHING: "x",
        PYTHONDONTWRITEBYTECODE: "1",
        PYTHONHOME: "/x",
        VIRTUAL_ENV: "/x",
        PYTHONHASHSEED: "0",
        SMART_ASYNC_TIMEOUT_SECONDS: "5",
      },
    },
    { PYTHONHASHSEED: "0", SMART_ASYNC_TIMEOUT_SECONDS: "5", ...always },
  ],
  [
    "the same is kept when the file or env_vars give it",
    {
      server: { PYTHONDONTWRITEBYTECODE: "0", PYTHONHOME: "/x" },
      file: "PYTHONDONTWRITEBYTECODE=1\nPYTHON_MCP_MINE=2\n",
      envVars: { PYTHONHOME: "/mine", VIRTUAL_ENV: "/own" },
    },
    {
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHON_MCP_MINE: "2",
      PYTHONHOME: "/mine",
      VIRTUAL_ENV: "/own",
      ...always,
    },
  ],
  [
    "an environment is activated: VIRTUAL_ENV, and its bin before PATH",
    { server: { PATH: "/usr/bin", VIRTUAL_ENV: "/other" }, place: venv },
    { PATH: "/venv/bin:/usr/bin", VIRTUAL_ENV: "/venv", ...always },
  ],
  [
    "without a PATH, Python's default one stands behind that bin",
    { place: venv },
    { PATH: "/venv/bin:/bin:/usr/bin", VIRTUAL_ENV: "/venv", ...always },
  ],
  [
    "PATH and VIRTUAL_ENV stay as the file or env_vars set them",
    {
      server: { PATH: "/usr/bin" },
      file: "PATH=/mine\n",
      envVars: { VIRTUAL_ENV: "" },
      place: venv,
    },
    { PATH: "/mine", VIRTUAL_ENV: "", ...always },
  ],
  [
    "the encoding and the buffering are ours, whatever is inherited",
    { server: { PYTHONIOENCODING: "latin-1", PYTHONUNBUFFERED: "" } },
    always,
  ],
  [
    "the encoding and the buffering are the caller's, where the caller sets them",
    { file: "PYTHONIOENCODING=ascii\n", envVars: { PYTHONUNBUFFERED: "0" } },
    { ...always, PYTHONIOENCODING: "ascii", PYTHONUNBUFFERED: "0" },
  ],
  [
    "inline code imports from its folder before any PYTHONPATH",
    {
      server: { PYTHONPATH: "/inherited" },
      envVars: { PYTHONPATH: "/given:/more" },
      place: { importFrom: Option.some("/here") },
    },
    { PYTHONPATH: "/here:/given:/more", ...always },
  ],
  [
    "inline code imports from its folder also behind an empty PYTHONPATH",
    { server: { PYTHONPATH: "" }, place: { importFrom: Option.some("/here") } },
    { PYTHONPATH: "/here", ...always },
  ],
  ["the progress file is set last", { envVars: { PYTHON_MCP_PROGRESS: "/mine" } }, always],
  [
    "the file's references see the server's environment, ours included",
    {
      server: { HOST: "h", PYTHON_MCP_HOME: "/state" },
      file: `URL=http://\${HOST}:\${PORT:-80}\nSTATE=\${PYTHON_MCP_HOME}\nBARE=$HOST\nNOTHING\n`,
    },
    { HOST: "h", URL: "http://h:80", STATE: "/state", BARE: "$HOST", ...always },
  ],
]

describe("The environment of a run", () => {
  for (const [what, given, expected] of rows) {
    it.effect(what, () =>
      Effect.gen(function* () {
        assert.deepStrictEqual({ ...(yield* merged(given)) }, { ...expected })
      }),
    )
  }
})

describe("An env_file that cannot be used", () => {
  const message = (given: Given) => Effect.map(Effect.flip(merged(given)), (error) => error.message)

  it.effect("is named when it is not there", () =>
    Effect.gen(function* () {
      const { merge } = yield* ProcessEnvironment
      const error = yield* Effect.flip(merge({ envVars: {}, envFile: Option.some("/none.env") }))
      assert.strictEqual(
        error.message,
        "Cannot use env_file /none.env: there is no such file. Correct the file, or leave env_file out.",
      )
    }).pipe(
      Effect.provide(
        ProcessEnvironment.layer.pipe(
          Layer.provide(Layer.merge(MemoryFileSystem.layer, hostLayer())),
        ),
      ),
    ),
  )

  it.effect("is refused when it is not UTF-8", () =>
    Effect.gen(function* () {
      const file = Uint8Array.from([0x41, 0x3d, 0xff, 0x0a])
      assert.include(yield* message({ file }), "it is not UTF-8")
    }),
  )

  it.effect("is refused when a name or a value cannot be in an environment", () =>
    Effect.gen(function* () {
      assert.include(yield* message({ file: "A=1\0\n" }), 'the variable "A" has a NUL character')
      assert.include(yield* message({ file: "'A=B'=1\n" }), 'the name "A=B" has "=" in it')
    }),
  )
})
