import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { JobVoice, progressWords } from "../../src/runs/JobVoice.ts"
import { make, start } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { noon, put, world } from "../support/World.ts"

const id = idAt(noon)
const words = (job: string) => Effect.flatMap(JobVoice, (voice) => voice.words(job))

const startedScript = Effect.gen(function* () {
  yield* make(id)
  const store = yield* JobStore
  const started = { pid: 1, start: "1", boot_id: "boot-1", at: noon }
  yield* store.writeOnce(id, JobFile.started, started)
  return yield* store.read(id).pipe(Effect.flatten)
})

describe("what a job says of itself", () => {
  it.effect("is that it waits, where nobody knows it yet", () =>
    Effect.map(words(id), (said) => assert.strictEqual(said, "waiting")).pipe(
      Effect.provide(world()),
    ),
  )

  it.effect("is that it waits for a free slot, where that is so", () =>
    Effect.gen(function* () {
      yield* start(() => Effect.never)
      const second = yield* start(() => Effect.never)
      assert.strictEqual(yield* words(second), "waiting for a free slot")
    }).pipe(Effect.provide(world({ settings: { maxConcurrentRuns: Option.some(1) } }))),
  )

  it.effect("is what is done for its environment, as far as that is known", () =>
    Effect.gen(function* () {
      const silent = yield* start(() => Effect.never)
      const telling = yield* start(({ announce }) =>
        Effect.zipRight(announce("installing 3 packages"), Effect.never),
      )
      assert.strictEqual(yield* words(silent), "preparing the environment")
      assert.strictEqual(yield* words(telling), "installing 3 packages")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is that it runs, where its script has said nothing", () =>
    Effect.gen(function* () {
      yield* startedScript
      assert.strictEqual(yield* words(id), "running")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is its script's last line", () =>
    Effect.gen(function* () {
      const { folder } = yield* startedScript
      yield* put(`${folder}/stdout.log`, "first\nsecond\n\n")
      assert.strictEqual(yield* words(id), "second")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is rather its script's own progress, where it tells any", () =>
    Effect.gen(function* () {
      const { folder } = yield* startedScript
      yield* put(`${folder}/stdout.log`, "first\n")
      yield* put(`${folder}/progress.jsonl`, '{"current": 4, "total": 9, "message": "four"}\n')
      assert.strictEqual(yield* words(id), "4/9 four")
    }).pipe(Effect.provide(world())),
  )
})

describe("progress in words", () => {
  it("has what is known of it", () => {
    assert.strictEqual(
      progressWords({ current: 45, total: 100, message: "loading" }),
      "45/100 loading",
    )
    assert.strictEqual(progressWords({ current: 45, total: null, message: null }), "45")
  })
})
