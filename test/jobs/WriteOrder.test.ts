import type { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { smartAsync } from "../../src/jobs/smartAsyncEffect.ts"
import type { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { ScriptedProcesses } from "../../src/processes/ProcessRunnerScripted.ts"
import { recordingFiles } from "../support/FileSystems.ts"
import { pass } from "../support/Jobs.ts"
import { finished } from "../support/Requests.ts"
import { type ServerOptions, world } from "../support/World.ts"

type Durable = DurableFiles["Type"]

/** Every file that has got its name, in order; the folders do not matter here. */
const recorder = () => {
  const made: Array<string> = []
  const files = (fs: FileSystem) =>
    recordingFiles(fs, (line) => {
      const name = /^link .*\/([^/]+)$/.exec(line)?.[1]
      if (name !== undefined) made.push(name)
    })
  return { made, files }
}

/** A server that writes this file beside what comes after it, and too late. */
const late = (name: string): NonNullable<ServerOptions["durable"]> => {
  const delayed = <A, E>(path: string, made: A, write: Effect.Effect<A, E>) =>
    path.endsWith(`/${name}`)
      ? Effect.as(Effect.forkDaemon(Effect.delay(write, "1 second")), made)
      : write
  return (files: Durable): Durable => ({
    ...files,
    showOnce: (path, schema, value) => delayed(path, "made", files.showOnce(path, schema, value)),
    writeOnce: (path, schema, value, options) =>
      delayed(path, "made", files.writeOnce(path, schema, value, options)),
  })
}

const isBefore = (made: ReadonlyArray<string>, first: string, second: string) =>
  made.includes(first) && made.includes(second) && made.indexOf(first) < made.indexOf(second)

describe("environment.json", () => {
  /** What is there in the moment in which the script is to be started, and in the end. */
  const run = (options: ServerOptions = {}) => {
    const { made, files } = recorder()
    let atStart: ReadonlyArray<string> = []
    return Effect.gen(function* () {
      const processes = yield* ScriptedProcesses
      yield* processes.script(() => {
        atStart = [...made]
        return {}
      })
      yield* finished()
      yield* pass("2 seconds")
      return { atStart, made }
    }).pipe(Effect.provide(world({ ...options, files })))
  }

  it.effect("is there before the script starts", () =>
    Effect.gen(function* () {
      const { atStart, made } = yield* run()
      assert.include(atStart, "environment.json")
      assert.notInclude(atStart, "started.json")
      assert.isTrue(isBefore(made, "environment.json", "started.json"))
    }),
  )

  it.effect("would be seen to come later, did it come later", () =>
    Effect.gen(function* () {
      const { atStart, made } = yield* run({ durable: late("environment.json") })
      assert.notInclude(atStart, "environment.json")
      assert.isTrue(isBefore(made, "started.json", "environment.json"))
    }),
  )
})

describe("result.json", () => {
  const options = { label: "sums", budget: Duration.seconds(2), result: Schema.Number }

  const work = (server: ServerOptions = {}) => {
    const { made, files } = recorder()
    return Effect.gen(function* () {
      yield* smartAsync(Effect.succeed(42), options)
      yield* pass("2 seconds")
      return made
    }).pipe(Effect.provide(world({ ...server, files })))
  }

  it.effect("is there before exit.json: whoever sees the end can read the result", () =>
    Effect.gen(function* () {
      assert.isTrue(isBefore(yield* work(), "result.json", "exit.json"))
    }),
  )

  it.effect("would be seen to come later, did it come later", () =>
    Effect.gen(function* () {
      const made = yield* work({ durable: late("result.json") })
      assert.isTrue(isBefore(made, "exit.json", "result.json"))
    }),
  )
})
