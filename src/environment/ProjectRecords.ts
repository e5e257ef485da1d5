import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { modifiedOf } from "../domain/ModifiedAt.ts"
import { Settings } from "../domain/Settings.ts"
import { sha256 } from "../domain/Sha256.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"

/** What was done for a project, and in which state its files were then. */
export interface ProjectRecord {
  /** Absolute paths of what decided on it: files, and folders by their names. */
  readonly files: ReadonlyArray<FileState>
  /** Whatever else decided on it, such as the interpreter. */
  readonly facts: ReadonlyArray<string>
  /** What uv said; empty where nothing is to be remembered. */
  readonly lines: ReadonlyArray<string>
}

/**
 * Remembers, under the state directory, what uv was asked about a project. As long as nothing has
 * changed there, uv need not be asked again.
 */
export class ProjectRecords extends Context.Tag("python-mcp/ProjectRecords")<
  ProjectRecords,
  {
    /** The state of files and folders now; what is not there has a state as well. */
    readonly look: (paths: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<FileState>>
    /** What uv said last, where all is as it was then. */
    readonly recall: (
      subject: ProjectSubject,
    ) => Effect.Effect<Option.Option<ReadonlyArray<string>>>
    /** A cache: one that cannot be written is no failure. */
    readonly keep: (
      subject: ProjectSubject,
      record: Omit<ProjectRecord, "facts">,
    ) => Effect.Effect<void>
  }
>() {
  static readonly layer: Layer.Layer<
    ProjectRecords,
    never,
    DurableFiles | FileSystem.FileSystem | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const files = yield* DurableFiles
      const folder = join((yield* Settings).home, "cache/projects")

      const pathOf = ({ purpose, project }: ProjectSubject) =>
        join(folder, `${sha256(`${purpose}\0${project}`).slice(0, 32)}.json`)

      const isUnchanged = (before: FileState) =>
        Effect.map(stateOf(fs, before.path, Option.some(before)), (now) => isSame(now, before))

      return {
        look: (paths) => Effect.forEach(paths, (path) => stateOf(fs, path, Option.none())),
        recall: Effect.fn("ProjectRecords.recall")(function* (subject) {
          const record = Option.filter(
            yield* Effect.orElseSucceed(files.read(pathOf(subject), Stored), Option.none),
            ({ project, facts }) =>
              project === subject.project && isEqualList(facts, subject.facts),
          )
          if (Option.isNone(record)) return Option.none()
          const isAsItWas = yield* Effect.every(record.value.files, isUnchanged)
          return isAsItWas ? Option.some(record.value.lines) : Option.none()
        }),
        keep: Effect.fn("ProjectRecords.keep")(function* (subject, record) {
          const { project, facts } = subject
          const stored = { format: 1 as const, project, facts, ...record }
          yield* Effect.ignoreLogged(
            Effect.zipRight(
              fs.makeDirectory(folder, { recursive: true }),
              files.replace(pathOf(subject), Stored, stored),
            ),
          )
        }),
      }
    }),
  )
}

/** What a record is about. */
export interface ProjectSubject {
  /** The project's folder. */
  readonly project: string
  /** What was done, such as "sync". */
  readonly purpose: string
  readonly facts: ReadonlyArray<string>
}

const FileState = Schema.Struct({
  path: Schema.String,
  /** Milliseconds; 0 where there is nothing. */
  modified: Schema.Number,
  size: Schema.Number,
  /** Of a file's bytes, or of the names in a folder; empty where there is neither. */
  digest: Schema.String,
})
/** What a file or folder was like. */
export type FileState = typeof FileState.Type

const Stored = Schema.Struct({
  format: Schema.Literal(1),
  project: Schema.String,
  facts: Schema.Array(Schema.String),
  files: Schema.Array(FileState),
  lines: Schema.Array(Schema.String),
})

/** What only was touched, or is a folder in which the same names stand, has not changed. */
const isSame = (a: FileState, b: FileState): boolean => a.digest === b.digest

const isEqualList = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index])

/** Bytes are read only where time or size differ from what they were. */
const stateOf = (
  fs: FileSystem.FileSystem,
  path: string,
  before: Option.Option<FileState>,
): Effect.Effect<FileState> =>
  Effect.gen(function* () {
    const info = yield* fs.stat(path)
    const modified = modifiedOf(info)
    const size = Number(info.size)
    const known = Option.filter(
      before,
      (state) => state.modified === modified && state.size === size,
    )
    if (Option.isSome(known)) return known.value
    const digest =
      info.type === "Directory"
        ? sha256((yield* namesOrNone(fs, path)).filter(isLasting).sort().join("\0"))
        : sha256(yield* fs.readFile(path))
    return { path, modified, size, digest }
  }).pipe(Effect.orElseSucceed(() => ({ path, modified: 0, size: 0, digest: "" })))

/** A first import makes this folder, and nothing has changed. */
const isLasting = (name: string): boolean => name !== "__pycache__"
