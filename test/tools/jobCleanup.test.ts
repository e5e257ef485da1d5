import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { ProcessEnd } from "../../src/domain/Process.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { temporaryName } from "../../src/processes/DurableWrite.ts"
import { ServerIdentity } from "../../src/processes/ServerIdentity.ts"
import { markdown, payload } from "../support/Calls.ts"
import { failing } from "../support/FileSystems.ts"
import { make, pass, start, wellEnded } from "../support/Jobs.ts"
import { idAt } from "../support/Owners.ts"
import { home, noon, put, world } from "../support/World.ts"

const ended = Effect.fnUntraced(function* (status: ProcessEnd["status"], hours: number) {
  const at = new Date(Date.parse(noon) - hours * 3_600_000).toISOString()
  const id = idAt(at, { completed: "1", failed: "2", cancelled: "3" }[status])
  yield* make(id)
  const store = yield* JobStore
  yield* store.writeOnce(id, JobFile.exit, { ...wellEnded, status, ended_at: at })
  yield* store.settled(id)
  return id
})

describe("job_cleanup", () => {
  it.effect("removes all that have ended, and tells how many bytes that gives back", () =>
    Effect.gen(function* () {
      const store = yield* JobStore
      const id = yield* ended("completed", 1)
      yield* put(`${store.folder(id)}/stdout.log`, "x".repeat(5000))
      yield* ended("failed", 2)
      yield* start(() => Effect.never)
      const removed = yield* payload("job_cleanup")
      assert.deepInclude(removed, { removed_jobs: 2, removed_temporary_files: 0, remaining: 1 })
      assert.isAbove(Number(Object(removed).removed_bytes), 5000)
      assert.match(yield* markdown("job_cleanup"), /^\*\*Removed 0\*\* jobs \(0 bytes\)/)
    }).pipe(Effect.provide(world())),
  )

  it.effect("leaves young ones, and failed ones where they are to stay", () =>
    Effect.gen(function* () {
      yield* ended("completed", 1)
      yield* ended("completed", 3)
      yield* ended("failed", 4)
      const args = { max_age_hours: 2, keep_failed: true }
      assert.deepInclude(yield* payload("job_cleanup", args), { removed_jobs: 1, remaining: 2 })
    }).pipe(Effect.provide(world())),
  )

  it.effect("removes what was left half-made a minute ago, and no build that may go on", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const { signature } = yield* ServerIdentity
      const site = (of: string) => `${home}/environments/.tmp-${of}-1a2b`
      const sites = {
        alive: site(signature),
        dead: site(signature.replace(/-\d+-/, "-909-")),
        foreign: site(signature.replace(/^.{8}/, "00000000")),
      }
      yield* put(`${home}/meta/${temporaryName(1, "jobs.json")}`, "")
      yield* put(`${home}/${temporaryName(2, "sweeper")}`, "")
      yield* put(`${sites.alive}/lib`, "")
      yield* put(`${sites.foreign}/lib`, "")
      assert.deepInclude(yield* payload("job_cleanup"), { removed_temporary_files: 0 })
      yield* put(`${sites.dead}/lib`, "")
      assert.deepInclude(yield* payload("job_cleanup"), { removed_temporary_files: 1 })
      assert.isFalse(yield* fs.exists(sites.dead))
      yield* pass("2 minutes")
      yield* put(`${home}/meta/${temporaryName(3, "young")}`, "")
      assert.deepInclude(yield* payload("job_cleanup"), { removed_temporary_files: 2 })
      yield* pass("31 minutes")
      assert.deepInclude(yield* payload("job_cleanup"), { removed_temporary_files: 2 })
      assert.isTrue(yield* fs.exists(sites.alive))
      assert.isFalse(yield* fs.exists(sites.foreign))
    }).pipe(Effect.provide(world())),
  )

  it.effect("leaves what people have named like that", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const theirs = [`${home}/.tmp-mine`, `${home}/scripts/.tmp-x-draft.py`]
      yield* Effect.forEach(theirs, (path) => put(path, ""))
      yield* put(`${home}/scripts/${temporaryName(1, "folder")}/notes`, "")
      yield* pass("2 minutes")
      assert.deepInclude(yield* payload("job_cleanup"), { removed_temporary_files: 0 })
      for (const path of theirs) assert.isTrue(yield* fs.exists(path))
      assert.isTrue(yield* fs.exists(`${home}/scripts/${temporaryName(1, "folder")}/notes`))
    }).pipe(Effect.provide(world())),
  )

  it.effect("says what is left to do, where it could not remove everything", () =>
    Effect.gen(function* () {
      const id = yield* ended("completed", 1)
      const store = yield* JobStore
      yield* put(join(store.folder(id), "work", "file"), "")
      const message = "1 could not be removed: the server's log says why."
      assert.deepInclude(yield* payload("job_cleanup"), { removed_jobs: 0, remaining: 1, message })
      assert.include(yield* markdown("job_cleanup"), message)
    }).pipe(
      Effect.provide(
        world({
          files: (fs) => ({
            remove: (path, options) =>
              path.endsWith("/work") ? failing("remove", "EIO") : fs.remove(path, options),
          }),
        }),
      ),
    ),
  )
})
