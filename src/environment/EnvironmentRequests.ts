import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, type Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { RequestRecord } from "./EnvironmentRecords.ts"
import { makeRememberedRead } from "./RememberedRead.ts"

/** `<home>/environments/requests/`: what each request was last resolved to, under its key. */
export class EnvironmentRequests extends Context.Tag("python-mcp/EnvironmentRequests")<
  EnvironmentRequests,
  {
    readonly read: (key: string) => Effect.Effect<Option.Option<RequestRecord>, StoreUnavailable>
    readonly write: (key: string, record: RequestRecord) => Effect.Effect<void, StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentRequests,
    never,
    DurableFiles | FileSystem.FileSystem | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const files = yield* DurableFiles
      const folder = join((yield* Settings).home, "environments/requests")
      const read = yield* makeRememberedRead(RequestRecord)
      const pathOf = (key: string) => join(folder, `${key}.json`)

      return {
        read: (key) => read(pathOf(key)),
        write: Effect.fn("EnvironmentRequests.write")(function* (key, record) {
          const made = fs.makeDirectory(folder, { recursive: true })
          yield* Effect.mapError(made, storeUnavailable(folder))
          yield* files.replace(pathOf(key), RequestRecord, record)
        }),
      }
    }),
  )
}
