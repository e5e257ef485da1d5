import { FileSystem } from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { make, read } from "./Jobs.ts"
import { idAt } from "./Owners.ts"
import { noon } from "./World.ts"

/** A job that goes on, and the folder of its own that it works in. */
export const jobWithWork = Effect.gen(function* () {
  const id = idAt(noon)
  yield* make(id)
  const job = yield* read(id)
  const folder = `${job.folder}/work`
  yield* Effect.flatMap(FileSystem, (fs) => fs.makeDirectory(folder, { recursive: true }))
  return { id, job, folder }
}).pipe(Effect.orDie)
