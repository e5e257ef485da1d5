import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Ref, Stream } from "effect"
import { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"
import { payload } from "../support/Calls.ts"
import { end, make, pass, process, start } from "../support/Jobs.ts"
import { idAt, owners } from "../support/Owners.ts"
import { playing } from "../support/Requests.ts"
import { jobWithWork } from "../support/Work.ts"
import { closable, machine, noon, put, world } from "../support/World.ts"

/** Follows changes from now on; how many there were since it was last asked. */
const counted = <E, R>(changes: Stream.Stream<void, E, R>) =>
  Effect.gen(function* () {
    const count = yield* Ref.make(0)
    const fiber = yield* Effect.forkScoped(
      Stream.runForEach(changes, () => Ref.update(count, (n) => n + 1)),
    )
    yield* pass("1 millis")
    return {
      more: Ref.getAndSet(count, 0),
      hasEnded: Effect.map(Fiber.poll(fiber), ({ _tag }) => _tag === "Some"),
    }
  })

const followed = (uri: string) =>
  Effect.flatMap(ResourceRegistry, ({ changes }) => counted(changes(uri)))

const list = Effect.flatMap(ResourceRegistry, ({ listChanges }) => counted(listChanges))

const printing = playing({
  after: "10 seconds",
  output: [
    { stream: "stdout", text: "one\n" },
    { at: "2 seconds", stream: "stderr", text: "two\n" },
    { at: "4 seconds", stream: "stdout", text: "three\n" },
  ],
})

describe("a job that is followed", () => {
  for (const scheme of ["job-stream", "job"]) {
    it.scoped(`as ${scheme}:// changes with its output and with its end, which is the last`, () =>
      Effect.gen(function* () {
        yield* printing
        const id = yield* start(process)
        yield* pass("1 second")
        const { more, hasEnded } = yield* followed(`${scheme}://${id}`)
        yield* pass("500 millis")
        assert.strictEqual(yield* more, 0)
        yield* pass("1 second")
        assert.strictEqual(yield* more, 1)
        yield* pass("2 seconds")
        assert.strictEqual(yield* more, 1)
        yield* pass("2 seconds")
        assert.strictEqual(yield* more, 0)
        assert.isFalse(yield* hasEnded)
        yield* pass("5 seconds")
        assert.isAtLeast(yield* more, 1)
        assert.isTrue(yield* hasEnded)
      }).pipe(Effect.provide(world())),
    )
  }

  it.scoped("changes with the progress of its script only as job://", () =>
    Effect.gen(function* () {
      const { id, job } = yield* jobWithWork
      const state = yield* followed(`job://${id}`)
      const output = yield* followed(`job-stream://${id}`)
      yield* put(`${job.folder}/progress.jsonl`, '{"current": 1}\n')
      yield* pass("1 second")
      assert.strictEqual(yield* state.more, 1)
      assert.strictEqual(yield* output.more, 0)
    }).pipe(Effect.provide(world())),
  )

  it.scoped("is over at once where it has ended, and is an error where there is none", () =>
    Effect.gen(function* () {
      const id = idAt(noon)
      yield* make(id)
      yield* end(id)
      const { more, hasEnded } = yield* followed(`job://${id}`)
      assert.isTrue(yield* hasEnded)
      assert.strictEqual(yield* more, 0)
      const { changes, known } = yield* ResourceRegistry
      const error = yield* Effect.flip(Stream.runDrain(changes("job://nobody")))
      assert.strictEqual(error._tag, "ResourceNotFound")
      assert.strictEqual((yield* Effect.flip(known("job://nobody")))._tag, "ResourceNotFound")
      yield* known(`job://${id}`)
    }).pipe(Effect.provide(world())),
  )

  it.scoped("is looked at before it is read: what changes meanwhile is told", () => {
    let isSlow = false
    return Effect.gen(function* () {
      yield* printing
      const id = yield* start(process)
      yield* pass("1 second")
      isSlow = true
      const { more } = yield* followed(`job-stream://${id}`)
      // Its record takes longer to read than the script to print its second line.
      yield* pass("1500 millis")
      assert.strictEqual(yield* more, 0)
      isSlow = false
      yield* pass("1 second")
      assert.strictEqual(yield* more, 1)
    }).pipe(
      Effect.provide(
        world({
          files: (fs) => ({
            readFile: (path) =>
              Effect.suspend(() =>
                isSlow && path.endsWith("/job.json")
                  ? Effect.delay(fs.readFile(path), "1900 millis")
                  : fs.readFile(path),
              ),
          }),
        }),
      ),
    )
  })

  it.scoped("may be another server's", () =>
    Effect.gen(function* () {
      const one = yield* closable()
      const other = yield* closable({ host: { pid: 43 } })
      yield* Effect.provide(printing, one.services)
      const id = yield* Effect.provide(start(process), one.services)
      yield* pass("1 second")
      const { more, hasEnded } = yield* Effect.provide(
        followed(`job-stream://${id}`),
        other.services,
      )
      yield* pass("2 seconds")
      assert.strictEqual(yield* more, 1)
      yield* pass("10 seconds")
      assert.isTrue(yield* hasEnded)
      yield* Effect.all([one.close, other.close])
    }).pipe(Effect.provide(machine)),
  )

  it.scoped("ends, too, where its server has died: it is recovered", () =>
    Effect.gen(function* () {
      const id = idAt(noon)
      yield* make(id)
      const { hasEnded } = yield* followed(`job://${id}`)
      yield* pass("1 minute")
      assert.isFalse(yield* hasEnded)
      const lost = idAt(noon, "2")
      yield* make(lost, { owner: owners.reborn })
      const { hasEnded: lostHasEnded } = yield* followed(`job://${lost}`)
      yield* pass("1 minute")
      assert.isTrue(yield* lostHasEnded)
    }).pipe(Effect.provide(world())),
  )
})

describe("a file that is followed", () => {
  it.scoped("changes when it is written to, whether a job's or a script", () =>
    Effect.gen(function* () {
      const { id, folder } = yield* jobWithWork
      yield* put(`${folder}/a.csv`, "1")
      const file = yield* followed(`job-file://${id}/a.csv`)
      const save = (source: string) =>
        payload("py_save_script", { script_name: "report", source, overwrite: true })
      yield* save("1")
      const script = yield* followed("script://report")
      yield* pass("1 second")
      assert.deepStrictEqual(yield* Effect.all([file.more, script.more]), [0, 0])
      yield* put(`${folder}/a.csv`, "12")
      yield* save("12")
      yield* pass("1 second")
      assert.deepStrictEqual(yield* Effect.all([file.more, script.more]), [1, 1])
    }).pipe(Effect.provide(world())),
  )
})

describe("a job's file that is followed", () => {
  it.scoped("is looked at before its job is read: what is written meanwhile is told", () => {
    let isSlow = false
    return Effect.gen(function* () {
      const { id, folder } = yield* jobWithWork
      yield* put(`${folder}/a.csv`, "1")
      isSlow = true
      const { more } = yield* followed(`job-file://${id}/a.csv`)
      yield* put(`${folder}/a.csv`, "12")
      yield* pass("2 seconds")
      isSlow = false
      yield* pass("1 second")
      assert.strictEqual(yield* more, 1)
    }).pipe(
      Effect.provide(
        world({
          files: (fs) => ({
            readFile: (path) =>
              Effect.suspend(() =>
                isSlow && path.endsWith("/job.json")
                  ? Effect.delay(fs.readFile(path), "1 second")
                  : fs.readFile(path),
              ),
          }),
        }),
      ),
    )
  })
})

describe("the list of resources", () => {
  it.scoped("changes when a job is made, ends or is removed, and when a script is saved", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const id = idAt(noon)
      const { more } = yield* list
      const changesBy = <E, R>(step: Effect.Effect<unknown, E, R>) =>
        step.pipe(
          Effect.zipRight(pass("1 second")),
          Effect.zipRight(more),
          Effect.map((count) => assert.strictEqual(count, 1)),
        )
      yield* changesBy(make(id))
      yield* changesBy(end(id))
      yield* pass("10 seconds")
      assert.strictEqual(yield* more, 0)
      yield* changesBy(fs.remove(`/state/jobs/2026-11-23/${id}`, { recursive: true }))
      yield* changesBy(payload("py_save_script", { script_name: "report", source: "" }))
    }).pipe(Effect.provide(world())),
  )
})
