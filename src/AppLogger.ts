import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Layer, Logger, LogLevel, Option, Schedule } from "effect"
import { Host } from "./domain/Host.ts"
import { Settings } from "./domain/Settings.ts"
import { ThisServer } from "./jobs/ThisServer.ts"

/** Lines that wait to be written: a server that is only probed writes nothing. */
export class LogBuffer {
  readonly #lines: Array<string> = []

  /** Beyond so many lines the oldest are not worth keeping. */
  static readonly capacity = 10_000

  add(line: string): void {
    this.#lines.push(line)
    if (this.#lines.length > LogBuffer.capacity) this.#lines.shift()
  }

  take(): string {
    return this.#lines
      .splice(0)
      .map((line) => `${line}\n`)
      .join("")
  }
}

/** Nothing but the protocol may reach stdout, so every line goes to stderr and into the buffer. */
export const loggerLayer = (buffer: LogBuffer, level: string | undefined) => {
  const file = Logger.map(Logger.logfmtLogger, (line) => buffer.add(line))
  const loggers = Logger.zip(Logger.withConsoleError(Logger.logfmtLogger), file)
  return Layer.merge(
    Logger.replace(Logger.defaultLogger, loggers),
    Logger.minimumLogLevel(Option.getOrElse(levelOf(level), () => LogLevel.Info)),
  )
}

/** What PYTHON_MCP_LOG_LEVEL says; none where it says nothing that is a level. */
const levelOf = (text: string | undefined): Option.Option<LogLevel.LogLevel> =>
  Option.fromNullable(
    LogLevel.allLevels.find(({ _tag }) => _tag.toLowerCase() === text?.trim().toLowerCase()),
  )

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
  if (text !== "" && Option.isNone(levelOf(text))) {
    yield* Effect.logWarning(`PYTHON_MCP_LOG_LEVEL=${text} is no level; "info" holds`)
  }
})
