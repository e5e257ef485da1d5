import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option } from "effect"
import { ScriptSource } from "../../src/domain/Run.ts"
import { read } from "../support/Jobs.ts"
import { finished, lastStarted, startRun } from "../support/Requests.ts"
import { ScriptedEnvironments } from "../support/ScriptedEnvironments.ts"
import { home, namesIn, put, world } from "../support/World.ts"

const inline = (code: string) => ScriptSource.Inline({ code })
const file = (path: string) => ScriptSource.File({ path })

const lastRequest = Effect.flatMap(ScriptedEnvironments, ({ requests }) =>
  Effect.flatMap(requests, (all) => Effect.fromNullable(all.at(-1))),
).pipe(Effect.orDie)

describe("inline code", () => {
  it.effect("is kept and run from that file, in a folder of the job's own", () =>
    Effect.gen(function* () {
      const { job_id } = yield* finished({ source: inline("print(1)"), args: ["a", "b"] })
      const { folder } = yield* read(job_id)
      const { argv, cwd, env } = yield* lastStarted
      const [python, safePath, script = "", ...args] = argv
      assert.deepStrictEqual([python, safePath], [`${home}/environments/abc/bin/python`, "-P"])
      assert.deepStrictEqual(args, ["a", "b"])
      assert.match(script, /^\/state\/autosaved_scripts\/2026-11-23T12-00-00_[0-9a-f]{12}\.py$/)
      assert.strictEqual(yield* (yield* FileSystem).readFileString(script), "print(1)")
      assert.strictEqual(cwd, `${folder}/work`)
      assert.strictEqual(env.PYTHONPATH, cwd)
      assert.deepStrictEqual((yield* lastRequest).projectFolder, Option.none())
    }).pipe(Effect.provide(world())),
  )

  it.effect("runs in the directory that is given", () =>
    Effect.gen(function* () {
      yield* put("/desk/app/data.csv", "")
      yield* finished({ source: inline("print(1)"), directory: Option.some("app") })
      const { cwd, env } = yield* lastStarted
      assert.deepStrictEqual([cwd, env.PYTHONPATH], ["/desk/app", "/desk/app"])
      assert.deepStrictEqual((yield* lastRequest).projectFolder, Option.some("/desk/app"))
      assert.strictEqual((yield* lastRequest).source, "print(1)")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is kept once, however often it is run", () =>
    Effect.gen(function* () {
      yield* finished({ source: inline("print(1)") })
      yield* finished({ source: inline("print(1)") })
      assert.lengthOf(yield* namesIn(`${home}/autosaved_scripts`), 2)
    }).pipe(Effect.provide(world())),
  )
})

describe("a script's file", () => {
  it.effect("runs in its own folder, where no directory is given", () =>
    Effect.gen(function* () {
      yield* put("/desk/app/main.py", "print(2)")
      yield* finished({ source: file("app/main.py") })
      const { argv, cwd, env } = yield* lastStarted
      assert.deepStrictEqual(argv.slice(1), ["/desk/app/main.py"])
      assert.strictEqual(cwd, "/desk/app")
      assert.notProperty(env, "PYTHONPATH")
      assert.strictEqual((yield* lastRequest).source, "print(2)")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is sought in the directory, where one is given", () =>
    Effect.gen(function* () {
      yield* put("/data/main.py", "")
      yield* finished({ source: file("main.py"), directory: Option.some("/data") })
      const { argv, cwd } = yield* lastStarted
      assert.deepStrictEqual([argv[1], cwd], ["/data/main.py", "/data"])
    }).pipe(Effect.provide(world())),
  )

  it.effect("may stand at the root of all", () =>
    Effect.gen(function* () {
      yield* put("/main.py", "")
      yield* finished({ source: file("/main.py") })
      assert.strictEqual((yield* lastStarted).cwd, "/")
    }).pipe(Effect.provide(world())),
  )
})

describe("a saved script", () => {
  const saved = ScriptSource.Saved({ name: "report" })

  it.effect("runs from where it is saved, in a folder of the job's own", () =>
    Effect.gen(function* () {
      yield* put(`${home}/scripts/report.py`, "print(3)")
      const { job_id } = yield* finished({ source: saved })
      const { argv, cwd } = yield* lastStarted
      assert.deepStrictEqual(argv.slice(1), [`${home}/scripts/report.py`])
      assert.strictEqual(cwd, `${(yield* read(job_id)).folder}/work`)
    }).pipe(Effect.provide(world())),
  )

  it.effect("that is not there is named", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(startRun({ source: saved }))
      assert.match(error.message, /^There is no script "report"/)
    }).pipe(Effect.provide(world())),
  )
})

describe("what a process is started with", () => {
  it.effect("is the server's environment, then the file's, then the variables given", () =>
    Effect.gen(function* () {
      yield* put("/desk/.env", "A=file\nB=file\n")
      yield* finished({ envFile: Option.some(".env"), envVars: { B: "given" } })
      const { env } = yield* lastStarted
      assert.deepInclude(env, { A: "file", B: "given", KEPT: "server", PYTHONUNBUFFERED: "1" })
    }).pipe(
      Effect.provide(
        world({ host: { environment: { A: "server", KEPT: "server", PATH: "/bin" } } }),
      ),
    ),
  )

  it.effect("is a limit of time, where there is one", () =>
    Effect.gen(function* () {
      yield* finished({ timeoutSeconds: 5 })
      assert.deepStrictEqual((yield* lastStarted).timeLimit, Option.some(Duration.seconds(5)))
      yield* finished({ timeoutSeconds: 0 })
      assert.deepStrictEqual((yield* lastStarted).timeLimit, Option.none())
    }).pipe(Effect.provide(world())),
  )

  it.effect("is the job's cookie, its folder and the settings of the server", () =>
    Effect.gen(function* () {
      const { job_id } = yield* finished({ sampleInterval: 0.5 })
      const { folder, job } = yield* read(job_id)
      assert.deepInclude(yield* lastStarted, {
        folder,
        jobFolder: folder,
        endsJob: true,
        cookie: job.cookie,
        grace: Duration.seconds(3),
        maxOutputBytes: 1_073_741_824,
        sampleInterval: Duration.millis(500),
      })
      assert.strictEqual((yield* lastStarted).env.PYTHON_MCP_PROGRESS, `${folder}/progress.jsonl`)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is nothing, where env_file is not there", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(startRun({ envFile: Option.some("nowhere.env") }))
      assert.match(error.message, /^env_file: \/desk\/nowhere\.env does not exist/)
      assert.deepStrictEqual(yield* namesIn(`${home}/autosaved_scripts`), [])
    }).pipe(Effect.provide(world())),
  )
})
