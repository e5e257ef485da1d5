import type { FileSystem } from "@effect/platform/FileSystem"
import { it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { describe } from "vitest"
import type { Settings } from "../../src/domain/Settings.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { DurableFiles } from "../../src/processes/DurableFiles.ts"
import { fileSystems, temporaryFolder } from "./FileSystems.ts"
import { recordOf, wellEnded } from "./Jobs.ts"
import { aServer, idAt } from "./Owners.ts"
import { noon, settingsOf } from "./World.ts"

/** What a test of the store may use. */
export type StoreServices = JobStore | FileSystem | Settings

/** One behaviour, on each of the file systems. */
export type StoreTest = <E>(sentence: string, effect: Effect.Effect<void, E, StoreServices>) => void

/** The store over one of the file systems, in an empty state directory. */
const over = (files: Layer.Layer<FileSystem>): Layer.Layer<StoreServices> => {
  const settings = Layer.unwrapScoped(Effect.map(temporaryFolder, (home) => settingsOf({ home })))
  return JobStore.layer.pipe(
    Layer.provide(DurableFiles.layer),
    Layer.provideMerge(settings),
    Layer.provideMerge(files),
    Layer.orDie,
  )
}

/** One contract, played on every file system that a store may stand on. */
export const onEachStore = (contract: (test: StoreTest) => void) => {
  for (const [name, files] of fileSystems) {
    const layer = over(files)
    describe(`jobs ${name}`, () => {
      contract((sentence, effect) => {
        it.effect(sentence, () => Effect.provide(effect, layer))
      })
    })
  }
}

export const older = idAt("2026-11-21T23:59:59Z")
export const middle = idAt("2026-11-22T00:00:00Z")
export const newer = idAt("2026-11-22T08:00:00Z")

export const spec = { arguments: { code: "print()" } }

/** Makes a job whole. */
export const create = Effect.fnUntraced(function* (id: string) {
  const store = yield* JobStore
  const job = recordOf(id, aServer())
  yield* store.announce(job)
  yield* store.create(job, spec, Option.some({ at: noon }))
})

/** Makes a job whole, and its end. */
export const createEnded = Effect.fnUntraced(function* (id: string) {
  const store = yield* JobStore
  yield* create(id)
  yield* store.writeOnce(id, JobFile.exit, wellEnded)
  yield* store.settled(id)
})
