import { Layer, Logger, LogLevel, Option } from "effect"

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
export const levelOf = (text: string | undefined): Option.Option<LogLevel.LogLevel> =>
  Option.fromNullable(
    LogLevel.allLevels.find(({ _tag }) => _tag.toLowerCase() === text?.trim().toLowerCase()),
  )
