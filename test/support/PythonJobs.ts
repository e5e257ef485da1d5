import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option } from "effect"
import { sha256 } from "../../src/domain/Sha256.ts"
import { JobRegistry } from "../../src/jobs/JobRegistry.ts"
import { failing } from "./FileSystems.ts"
import { closable, home, put, type ServerOptions } from "./World.ts"

/** A job as the Python server kept it. */
export const job = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  label: null,
  status: "completed",
  created_at: "2024-05-01T10:00:00",
  started_at: "2024-05-01T10:00:01",
  completed_at: "2024-05-01T10:00:03.500000",
  error: null,
  result: null,
  progress: null,
  partial_stdout: "",
  partial_stderr: "",
  ...more,
})

/** Puts a list where the Python server keeps its own. */
export const puts = (list: ReadonlyArray<unknown>) =>
  put(`${home}/meta/jobs.json`, JSON.stringify(list))

/** What a list is kept as. */
export const keptNameOf = (list: ReadonlyArray<unknown>) =>
  `jobs.python-${sha256(JSON.stringify(list)).slice(0, 12)}.json`

/** Every job that there is, for a server. */
export const all = Effect.flatMap(JobRegistry, (registry) =>
  Effect.map(registry.list({ status: Option.none(), limit: 99 }), ({ jobs }) => jobs),
)

/** The ids that a server sees that finds what is there, and ends; it may do something before. */
export const idsSeen = (
  options: ServerOptions = {},
  before: Effect.Effect<unknown, unknown, JobRegistry> = Effect.void,
) =>
  Effect.gen(function* () {
    const { services, close } = yield* closable(options)
    const jobs = yield* Effect.provide(Effect.zipRight(before, all), services)
    yield* close
    return jobs.map(({ id }) => id).sort()
  })

/** No folder of an imported job takes what holds these words. */
export const refusing =
  (words: string, code: string, isOn = { now: true }) =>
  (fs: FileSystem): Partial<FileSystem> => ({
    writeFile: (path, data, options) =>
      isOn.now && path.includes("/jobs/imported/") && text(data).includes(words)
        ? failing("writeFile", code)
        : fs.writeFile(path, data, options),
  })

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
