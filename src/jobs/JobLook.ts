import type { FileSystem } from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { signOf } from "../domain/Differences.ts"
import { namesOrNone } from "../domain/FolderNames.ts"
import { JobFile } from "./JobFile.ts"

/** What a job's folder shows without reading a file. */
export interface JobLook {
  /** Another text once the job has printed more, or is over. */
  readonly output: string
  /** The same, and once it is in another state or has made progress. */
  readonly state: string
  /** The record of its end is there, or nothing is. */
  readonly isLast: boolean
}

/** Looks at a job's folder. */
export const lookAtJob = (fs: FileSystem, folder: string): Effect.Effect<JobLook> =>
  Effect.gen(function* () {
    const names = yield* namesOrNone(fs, folder)
    const signs = yield* Effect.forEach(names.filter(isWatched).sort(), (name) =>
      Effect.map(
        changing.has(name) ? signOf(fs, `${folder}/${name}`) : Effect.succeed(""),
        (sign) => ({
          name,
          text: `${name} ${sign}`,
        }),
      ),
    )
    const textOf = (all: typeof signs) => all.map(({ text }) => text).join("\n")
    return {
      output: textOf(signs.filter(({ name }) => outputFiles.has(name))),
      state: textOf(signs),
      isLast: names.includes(exit) || (names.length === 0 && (yield* isGone(fs, folder))),
    }
  })

/** A disk that does not answer for a moment has lost nothing. */
const isGone = (fs: FileSystem, folder: string): Effect.Effect<boolean> =>
  Effect.match(fs.exists(folder), { onFailure: () => false, onSuccess: (isThere) => !isThere })

const exit = JobFile.exit.name
const logs = ["stdout.log", "stderr.log"]
const reports = ["progress.jsonl", JobFile.progress.name]
const records = [JobFile.begun, JobFile.environment, JobFile.started].map(({ name }) => name)

const outputFiles: ReadonlySet<string> = new Set([...logs, exit])

/** These grow or are replaced; whatever else is there stays as it is. */
const changing: ReadonlySet<string> = new Set([...logs, ...reports])

const isWatched = (name: string): boolean =>
  outputFiles.has(name) || changing.has(name) || records.includes(name)
