import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { ProgressReading } from "../../src/jobs/ProgressReading.ts"
import { make, read } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { noon, put, world } from "../support/World.ts"

const id = idAt(noon)
const folder = `/state/jobs/2026-11-23/${id}`

const bar = "Loading:  45%|████▌     | 45/100 [00:04<00:05, 10.0it/s]"

const progress = Effect.gen(function* () {
  const reading = yield* ProgressReading
  return Option.getOrNull(yield* reading.of(yield* read(id)))
})

const lastLine = Effect.gen(function* () {
  const reading = yield* ProgressReading
  return Option.getOrNull(yield* reading.lastLine(yield* read(id)))
})

describe("a job's progress", () => {
  it.effect("is nothing where nobody tells any", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stderr.log`, "no bar\n")
      assert.isNull(yield* progress)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is a bar in stderr, where that is all", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stderr.log`, `${bar.replace("45/100", "44/100")}\r${bar}\r`)
      assert.deepStrictEqual(yield* progress, { current: 45, total: 100, message: "Loading" })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is rather what the script appended to its own file", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stderr.log`, bar)
      yield* put(`${folder}/progress.jsonl`, '{"current": 1}\n{"current": 2, "total": 9}\n')
      assert.deepStrictEqual(yield* progress, { current: 2, total: 9, message: null })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is above all what an Effect reported", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stderr.log`, bar)
      yield* put(`${folder}/progress.jsonl`, '{"current": 1}\n')
      const reported = { current: 7, total: 8, message: "seven" }
      yield* (yield* JobStore).replace(id, JobFile.progress, reported)
      assert.deepStrictEqual(yield* progress, reported)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is the bar, where the script's file holds no report", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stderr.log`, bar)
      yield* put(`${folder}/progress.jsonl`, "starting\n{}\n")
      assert.deepInclude(yield* progress, { current: 45 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("is found at the end of a very long file", () =>
    Effect.gen(function* () {
      yield* make(id)
      const lines = Array.from({ length: 5000 }, (_, n) => `{"current": ${n}}\n`).join("")
      yield* put(`${folder}/progress.jsonl`, `${lines}{"current": 99`)
      assert.deepInclude(yield* progress, { current: 4999 })
    }).pipe(Effect.provide(world())),
  )
})

describe("a job's last line", () => {
  it.effect("is the last of stdout that is not empty", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stdout.log`, "one\n  two  \n\n")
      yield* put(`${folder}/stderr.log`, "warning\n")
      assert.strictEqual(yield* lastLine, "two")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is of stderr, where stdout is empty", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stdout.log`, "\n")
      yield* put(`${folder}/stderr.log`, "10%\r20%\r")
      assert.strictEqual(yield* lastLine, "20%")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is no longer than 200 characters", () =>
    Effect.gen(function* () {
      yield* make(id)
      yield* put(`${folder}/stdout.log`, "x".repeat(3000))
      assert.lengthOf((yield* lastLine) ?? "", 200)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is none before any output", () =>
    Effect.gen(function* () {
      yield* make(id)
      assert.isNull(yield* lastLine)
    }).pipe(Effect.provide(world())),
  )
})
