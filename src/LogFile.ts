import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Layer, Option, Schedule } from "effect"
import { type LogBuffer, levelOf } from "./AppLogger.ts"
import { Host } from "./domain/Host.ts"
import { Settings } from "./domain/Settings.ts"
import { ThisServer } from "./jobs/ThisServer.ts"

const writeInterval = "500 millis"
const maxFileBytes = 4 * 1024 * 1024
const keptFiles = 20

/** Writes the buffer to `logs/<server id>.log`, a second file of which is kept when it has grown. */
export const logFileLayer = (buffer: LogBuffer) =>
  Layer.scopedDiscard(
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const { home } = yield* Settings
      const { owner } = yield* ThisServer
      const folder = `${home}/logs`
      const path = `${folder}/${owner.server.id}.log`

      const rotate = fs.stat(path).pipe(
        Effect.flatMap(({ size }) =>
          Number(size) > maxFileBytes ? fs.rename(path, `${path}.1`) : Effect.void,
        ),
        Effect.ignore,
      )
      const write = Effect.suspend(() => {
        const text = buffer.take()
        return text === ""
          ? Effect.void
          : Effect.zipRight(
              rotate,
              Effect.ignore(fs.writeFileString(path, text, { flag: "a", mode: 0o600 })),
            )
      })

      yield* Effect.ignore(fs.makeDirectory(folder, { recursive: true }))
      yield* Effect.ignore(removeOld(fs, folder))
      yield* Effect.addFinalizer(() => write)
      yield* write.pipe(Effect.schedule(Schedule.spaced(writeInterval)), Effect.forkScoped)
    }),
  )

/** Server ids sort by time, so the names of the log files do. */
const removeOld = (fs: FileSystem, folder: string) =>
  Effect.flatMap(fs.readDirectory(folder), (names) =>
    Effect.forEach(
      names
        .filter((name) => /\.log(\.1)?$/.test(name))
        .sort()
        .slice(0, -keptFiles),
      (name) => fs.remove(`${folder}/${name}`),
      { discard: true },
    ),
  )

/** A level that is none: said once, like every setting that does not fit. */
export const complainAboutLevel = Effect.gen(function* () {
  const { environment } = yield* Host
  const text = environment.PYTHON_MCP_LOG_LEVEL ?? ""
  if (text.trim() !== "" && Option.isNone(levelOf(text))) {
    yield* Effect.logWarning('PYTHON_MCP_LOG_LEVEL is not a level of logging; "info" holds')
  }
})
