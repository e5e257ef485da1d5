import * as Command from "@effect/platform/Command"
import * as FileSystem from "@effect/platform/FileSystem"
import { Effect, Schema, Stream } from "effect"

/** The real python-dotenv cannot be had here: no Python, no `venv`, or no package index. */
export class PythonDotenvUnavailable extends Schema.TaggedError<PythonDotenvUnavailable>()(
  "PythonDotenvUnavailable",
  { reason: Schema.String },
) {
  override get message() {
    return `python-dotenv could not be installed: ${this.reason}. Give this test python3 and PyPI.`
  }
}

/** What `dotenv_values` said of one file: keys and values in the order of its dictionary. */
export type Entries = ReadonlyArray<readonly [key: string, value: string | null]>

/** The first release of 1.2 with the grammar of `EnvFile`, and those after it. */
const requirement = "python-dotenv==1.2.*,>=1.2.4"

/** Installs python-dotenv into an environment that lasts as long as the scope. */
export const install = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const folder = yield* fs.makeTempDirectoryScoped({ prefix: "python-dotenv-" })
  const base = yield* run("python3", "-c", "import sys; print(sys.executable, end='')")
  yield* run(base, "-m", "venv", `${folder}/venv`)
  const python = `${folder}/venv/bin/python`
  yield* run(python, "-m", "pip", "install", "-q", "--retries=1", "--timeout=20", requirement)
  return { python, folder }
}).pipe(
  Effect.timeout("90 seconds"),
  Effect.mapError((error) => new PythonDotenvUnavailable({ reason: error.message })),
)

/** Asks python-dotenv about many files at once; `environment` is all that `${}` finds outside them. */
export const values = Effect.fn("PythonDotenv.values")(function* (
  { python, folder }: Effect.Effect.Success<typeof install>,
  files: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
) {
  const fs = yield* FileSystem.FileSystem
  const batch = { environment, files: files.map((file) => Buffer.from(file).toString("base64")) }
  yield* fs.writeFileString(`${folder}/batch.json`, JSON.stringify(batch))
  return yield* Schema.decode(Answer)(yield* run(python, "-c", program, folder))
})

const Answer = Schema.parseJson(
  Schema.Struct({
    version: Schema.String,
    values: Schema.Array(Schema.Array(Schema.Tuple(Schema.String, Schema.NullOr(Schema.String)))),
  }),
)

const program = `
import base64, importlib.metadata, json, logging, os, sys
import dotenv

logging.disable()
with open(sys.argv[1] + "/batch.json") as source:
    batch = json.load(source)
os.environ.clear()
os.environ.update(batch["environment"])
path = sys.argv[1] + "/.env"
values = []
for content in batch["files"]:
    with open(path, "wb") as target:
        target.write(base64.b64decode(content))
    values.append(list(dotenv.dotenv_values(path).items()))
json.dump({"version": importlib.metadata.version("python-dotenv"), "values": values}, sys.stdout)
`

class CommandFailed extends Schema.TaggedError<CommandFailed>()("CommandFailed", {
  command: Schema.String,
  exitCode: Schema.Number,
  stderr: Schema.String,
}) {
  override get message() {
    return `${this.command} ended with ${this.exitCode}: ${this.stderr.trim().split("\n").at(-1)}`
  }
}

const unset = ["-u", "PYTHONDONTWRITEBYTECODE", "-u", "PYTHONUNBUFFERED"] as const

const run = Effect.fnUntraced(function* (...command: readonly [string, ...Array<string>]) {
  const process = yield* Command.start(Command.make("env", ...unset, ...command))
  const [stdout, stderr, exitCode] = yield* Effect.all(
    [
      process.stdout.pipe(Stream.decodeText(), Stream.mkString),
      process.stderr.pipe(Stream.decodeText(), Stream.mkString),
      process.exitCode,
    ],
    { concurrency: "unbounded" },
  )
  if (exitCode === 0) return stdout
  return yield* new CommandFailed({ command: command.slice(0, 4).join(" "), exitCode, stderr })
}, Effect.scoped)
