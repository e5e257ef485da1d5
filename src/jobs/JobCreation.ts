import { dirname } from "node:path"
import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option, Schema } from "effect"
import {
  ActiveRecord,
  type BegunRecord,
  type JobRecord,
  type SpecRecord,
} from "../domain/JobFiles.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { JobFile } from "./JobFile.ts"
import { activePathOf, folderOf } from "./JobFolder.ts"

const ActiveJson = Schema.parseJson(ActiveRecord)

/** Makes jobs on disk: first visible, so that recovery can find their processes, then durable. */
export const makeCreation = (files: DurableFiles["Type"], fs: FileSystem, home: string) => {
  const makeFolder = (path: string) =>
    fs.makeDirectory(path, { recursive: true }).pipe(Effect.mapError(storeUnavailable(path)))

  // The first job of a day makes folders whose own names have to last, too.
  const lasting = new Set<string>()
  const syncParents = (shelf: string) =>
    lasting.has(shelf)
      ? Effect.void
      : Effect.zipRight(files.syncFolder(dirname(shelf)), files.syncFolder(home)).pipe(
          Effect.tap(() => {
            lasting.add(shelf)
          }),
        )

  const announce = Effect.fn("JobStore.announce")(function* ({ id, owner, cookie }: JobRecord) {
    yield* makeFolder(`${home}/active`)
    const path = activePathOf(home, id)
    // On a full disk the file is made and stays empty: nobody could tell later what it was.
    const withdrawn = <A, E>(step: Effect.Effect<A, E>) =>
      Effect.onError(step, () => Effect.ignore(fs.remove(path, { force: true })))
    if (owner !== null) {
      const record = yield* encode({ owner, folder: folderOf(home, id), cookie })
      yield* fs
        .writeFileString(path, record, { flag: "wx", mode: 0o600 })
        .pipe(Effect.mapError(storeUnavailable(path)), withdrawn)
    }
    yield* withdrawn(makeFolder(folderOf(home, id)))
  })

  const create = Effect.fn("JobStore.create")(function* (
    job: JobRecord,
    spec: SpecRecord,
    begun: Option.Option<BegunRecord>,
  ) {
    const path = folderOf(home, job.id)
    const file = <A, I>({ name, schema }: JobFile<A, I>, value: A) =>
      DurableFiles.file(`${path}/${name}`, schema, value)
    // The disk takes them together: each waits for its own answer, not for the others'.
    const durable = [
      files.writeAllOnce([file(JobFile.spec, spec), file(JobFile.job, job)]),
      files.syncFolder(dirname(path)),
      syncParents(dirname(path)),
      job.owner === null ? Effect.void : files.sync(activePathOf(home, job.id)),
    ]
    // After a power cut it tells nothing: whatever had begun is over.
    const shown = Option.match(begun, {
      onNone: () => Effect.void,
      onSome: (value) =>
        files.showOnce(`${path}/${JobFile.begun.name}`, JobFile.begun.schema, value),
    })
    yield* Effect.zipRight(shown, Effect.all(durable, { concurrency: "unbounded", discard: true }))
  })

  return { announce, create }
}

const encode = (record: ActiveRecord) => Effect.orDie(Schema.encode(ActiveJson)(record))
