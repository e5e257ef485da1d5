import * as FileSystem from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { Host } from "../domain/Host.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import type { JobSite } from "../processes/JobSite.ts"
import { EnvironmentFolders } from "./EnvironmentFolders.ts"

/** A place for work that belongs to no job and that nobody waits for; it goes with the scope. */
export const makeWorkSite = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const folders = yield* EnvironmentFolders
  const host = yield* Host

  return Effect.fnUntraced(function* (name: string) {
    const folder = yield* folders.workplace
    yield* Effect.mapError(fs.makeDirectory(folder), storeUnavailable(folder))
    const id = `${name}-${host.secret(8)}`
    const cookie = `${id}:${host.secret(16)}`
    return { id, folder, cookie, announce: () => Effect.void } satisfies JobSite
  })
})
