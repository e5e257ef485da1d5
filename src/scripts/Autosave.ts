import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option, Random, Schema } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { masked, Sidecar } from "../domain/Script.ts"
import { sha256 } from "../domain/Sha256.ts"
import { millisOf, nowIso } from "../domain/Time.ts"

const SidecarJson = Schema.parseJson(Sidecar, { space: 2 })

/** Keeps inline code as `<time>_<hash>.py` with a `.json` beside it; the same call is kept once. */
export const makeAutosave = (folder: string) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem
    const known = new Map<string, string>()
    // Looking and keeping are one step: the same code may come many times at once.
    const turn = yield* Effect.makeSemaphore(1)

    /** Another server may have kept it meanwhile, so the folder is asked too. */
    const lookUp = (hash: string) =>
      known.has(hash)
        ? Effect.succeed(Option.fromNullable(known.get(hash)))
        : Effect.map(namesOrNone(fs, folder), (names) =>
            Option.fromNullable(names.find((name) => name.endsWith(`_${hash}.py`))),
          )

    /** Whole or not there: a reader never sees half a script. */
    const write = (name: string, text: string) =>
      Effect.gen(function* () {
        const random = yield* Random.nextIntBetween(0, 2 ** 31)
        // As temporary files are named everywhere, so that what a killed server leaves is swept away.
        const temporary = `${folder}/.tmp-${String(random).padStart(11, "0")}-${name}`
        yield* fs.writeFileString(temporary, text, { mode: 0o600 }).pipe(
          Effect.zipRight(fs.rename(temporary, `${folder}/${name}`)),
          Effect.onError(() => Effect.ignore(fs.remove(temporary, { force: true }))),
        )
      })

    const keep = Effect.fn("ScriptStore.autosave")(
      function* (code: string, tool: string, parameters: Readonly<Record<string, unknown>>) {
        const kept = masked(parameters)
        const hash = sha256(JSON.stringify([code, tool, kept])).slice(0, 12)
        const existing = yield* lookUp(hash)
        if (Option.isSome(existing)) {
          const path = `${folder}/${existing.value}`
          // Retention goes by when it was last used.
          const now = millisOf(yield* nowIso) / 1000
          yield* Effect.ignore(fs.utimes(path, now, now))
          // A name proves nothing: what runs is what was given, whatever became of the file.
          const kept = yield* Effect.option(fs.readFileString(path))
          if (!Option.contains(kept, code)) yield* write(existing.value, code)
          return path
        }
        const at = yield* nowIso
        const stem = `${at.slice(0, 19).replaceAll(":", "-")}_${hash}`
        yield* fs.makeDirectory(folder, { recursive: true })
        const sidecar = { tool, parameters: kept, saved_at: at }
        yield* write(`${stem}.json`, yield* Schema.encode(SidecarJson)(sidecar))
        yield* write(`${stem}.py`, code)
        known.set(hash, `${stem}.py`)
        return `${folder}/${stem}.py`
      },
      turn.withPermits(1),
      Effect.catchTag("ParseError", Effect.die),
      Effect.mapError(storeUnavailable(folder)),
    )

    const sidecar = (script: string) =>
      fs
        .readFileString(script.replace(/\.py$/, ".json"))
        .pipe(Effect.flatMap(Schema.decode(SidecarJson)), Effect.option)

    return { keep, sidecar }
  })
