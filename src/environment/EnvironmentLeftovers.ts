import { join } from "node:path"
import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Context, Duration, Effect, Layer, Option } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { modifiedAt } from "../domain/ModifiedAt.ts"
import { Settings } from "../domain/Settings.ts"
import { randomBits } from "../domain/Ulid.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { RequestRecord } from "./EnvironmentRecords.ts"
import { EnvironmentShelf, trashedAt, trashName } from "./EnvironmentShelf.ts"

/** What is of no use to anybody any more beside the environments; builds that were cut short go elsewhere. */
export class EnvironmentLeftovers extends Context.Tag("python-mcp/EnvironmentLeftovers")<
  EnvironmentLeftovers,
  {
    /**
     * Removes what a server that was killed did not get to remove, requests whose environment has gone, and
     * environments whose marker nobody can read, but for those that are wanted. Never fails.
     */
    readonly sweep: (isWanted: (id: string) => boolean) => Effect.Effect<void>
  }
>() {
  static readonly layer: Layer.Layer<
    EnvironmentLeftovers,
    never,
    DurableFiles | EnvironmentShelf | FileSystem | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const files = yield* DurableFiles
      const shelf = yield* EnvironmentShelf
      const folder = join((yield* Settings).home, "environments")
      const requests = join(folder, "requests")

      const ageOf = (path: string) =>
        Effect.zipWith(Clock.currentTimeMillis, modifiedAt(fs, path), (now, at) => now - at)

      const discard = (path: string) => fs.remove(path, { recursive: true, force: true })

      const sweepTrash = Effect.fnUntraced(function* (name: string) {
        const since = Option.getOrElse(trashedAt(name), () => 0)
        const age = (yield* Clock.currentTimeMillis) - since
        if (Math.abs(age) >= patience) yield* discard(join(folder, name))
      })

      const sweepRequest = Effect.fnUntraced(function* (name: string) {
        const path = join(requests, name)
        if ((yield* ageOf(path)) < patience) return
        const record = yield* Effect.orElseSucceed(files.read(path, RequestRecord), Option.none)
        const isOfUse = yield* Option.match(record, {
          onNone: () => Effect.succeed(false),
          onSome: ({ environment }) => fs.exists(join(folder, environment)),
        })
        if (!isOfUse) yield* discard(path)
      })

      /** Of another format, or damaged: whoever needs it makes it anew. */
      const sweepUnreadable = Effect.fnUntraced(function* (name: string) {
        const path = join(folder, name)
        const isOne = yield* fs.exists(join(path, "pyvenv.cfg"))
        if (!isOne || Option.isSome(yield* shelf.find(name))) return
        if ((yield* ageOf(path)) < longPatience) return
        const aside = join(folder, trashName(yield* Clock.currentTimeMillis, yield* randomBits))
        yield* Effect.zipRight(fs.rename(path, aside), discard(aside))
      })

      const sweepFolder = (name: string, isWanted: (id: string) => boolean) => {
        if (name.startsWith(".trash-")) return sweepTrash(name)
        return name.startsWith(".") || isWanted(name) ? Effect.void : sweepUnreadable(name)
      }

      const sweep = Effect.fn("EnvironmentLeftovers.sweep")(function* (
        isWanted: (id: string) => boolean,
      ) {
        const names = yield* namesOrNone(fs, folder)
        yield* Effect.forEach(names, (name) => Effect.ignoreLogged(sweepFolder(name, isWanted)))
        const asked = yield* namesOrNone(fs, requests)
        yield* Effect.forEach(asked, (name) => Effect.ignoreLogged(sweepRequest(name)))
      })

      return { sweep }
    }),
  )
}

/** Who moves or writes something here is done with it long before that. */
const patience = Duration.toMillis("10 minutes")

/** A server of another version may still use what this one cannot read. */
const longPatience = Duration.toMillis("1 day")
