import type { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Duration, Effect, Option } from "effect"
import type { JobId } from "../domain/Job.ts"
import type { ActiveRecord } from "../domain/JobFiles.ts"
import { activePathOf } from "./JobFolder.ts"
import type { JobStore } from "./JobStore.ts"
import type { makeEndings } from "./LostEndings.ts"
import type { OwnerFate } from "./OwnerFate.ts"
import { patience } from "./Patience.ts"

/** What to do where `active/<id>` is all that can be known of a job. */
export const makeStrays = (
  store: JobStore["Type"],
  { endProcesses, settled }: Effect.Effect.Success<typeof makeEndings>,
  fate: OwnerFate["Type"]["of"],
  fs: FileSystem,
  home: string,
) => {
  /** Its maker died before job.json was on disk: nobody was told of it, but it may have begun. */
  const forget = Effect.fnUntraced(function* (id: JobId, { cookie, owner }: ActiveRecord) {
    yield* endProcesses(cookie, owner)
    yield* store.remove(id)
    yield* settled(id)
  })

  /** Nobody can tell any more how it ended; it stays unknown. */
  const endUnreadable =
    (id: JobId) =>
    ({ cookie, owner }: ActiveRecord) =>
      Effect.gen(function* () {
        if ((yield* fate(owner)) === "alive") return
        yield* endProcesses(cookie, owner)
        yield* settled(id)
      })

  /** A mark that tells nothing, of a job that is not there: it may be in the making, but not for days. */
  const forgetNameless = (id: JobId) =>
    Effect.gen(function* () {
      const { mtime } = yield* fs.stat(activePathOf(home, id))
      const before = (yield* Clock.currentTimeMillis) - Duration.toMillis(patience)
      if (Option.exists(mtime, (at) => at.getTime() < before)) yield* store.settled(id)
    }).pipe(Effect.ignore)

  return { forget, forgetNameless, endUnreadable }
}
