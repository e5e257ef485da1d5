import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, Ref, Schema } from "effect"
import { Host } from "../domain/Host.ts"
import { modifiedOf } from "../domain/ModifiedAt.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { Probe } from "../processes/Probe.ts"
import { InterpreterFacts, query, withoutPythonVariables } from "./Interpreter.ts"

/** Asks interpreters what they are: each once, and again only when its file has changed. */
export class InterpreterInspection extends Context.Tag("python-mcp/InterpreterInspection")<
  InterpreterInspection,
  {
    /** None where there is no interpreter, or one that does not answer. */
    readonly inspect: (path: string) => Effect.Effect<Option.Option<InterpreterFacts>>
    /** Keeps what was learnt for the next server; a cache that cannot be written is no failure. */
    readonly save: Effect.Effect<void>
  }
>() {
  static readonly layer: Layer.Layer<
    InterpreterInspection,
    never,
    DurableFiles | FileSystem.FileSystem | Host | Probe | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const files = yield* DurableFiles
      const probe = yield* Probe
      const host = yield* Host
      const settings = yield* Settings
      const folder = join(settings.home, "cache")
      const path = join(folder, "interpreters.json")
      const env = answering(withoutPythonVariables(host.environment))
      const known = yield* Ref.make<Known>({ loaded: false, changed: false, entries: new Map() })

      const load = Effect.gen(function* () {
        if ((yield* Ref.get(known)).loaded) return
        const cached = yield* Effect.orElseSucceed(files.read(path, CacheFile), Option.none)
        const kept = Option.match(cached, { onNone: () => [], onSome: (file) => file.interpreters })
        yield* Ref.update(known, ({ changed, entries }) => ({
          loaded: true,
          changed,
          entries: new Map([...kept.map((entry) => [entry.path, entry] as const), ...entries]),
        }))
      })

      const remember = (entry: Entry) =>
        Ref.update(known, ({ loaded, changed, entries }) => ({
          loaded,
          changed: changed || isLasting(entry),
          entries: new Map([...entries, [entry.path, entry]]),
        }))

      const ask = Effect.fnUntraced(function* (identity: FileIdentity) {
        const argv = [identity.path, "-I", "-S", "-B", "-c", query] as const
        const answer = yield* probe.ask({ argv, env, cwd: host.workingDirectory, timeLimit })
        const facts = readAnswer(answer.stdout)
        yield* remember({ ...identity, facts: Option.getOrNull(facts) })
        return facts
      })

      const inspect = Effect.fn("InterpreterInspection.inspect")(function* (path: string) {
        yield* load
        const identity = yield* Effect.orElseSucceed(identify(fs, path), Option.none)
        if (Option.isNone(identity)) return Option.none()
        const entry = (yield* Ref.get(known)).entries.get(path)
        return entry !== undefined && isSameFile(entry, identity.value)
          ? Option.fromNullable(entry.facts)
          : yield* Effect.catchTag(ask(identity.value), "ProbeFailed", (error) =>
              // It may only have been slow, so it is asked again when it is met again.
              Effect.as(Effect.logDebug(error.message), Option.none()),
            )
      })

      const save = Effect.gen(function* () {
        const { changed, entries } = yield* Ref.get(known)
        if (!changed) return
        yield* fs.makeDirectory(folder, { recursive: true })
        const interpreters = [...entries.values()].filter(isLasting).slice(-maxEntries)
        yield* files.replace(path, CacheFile, { format: 1, interpreters })
        yield* Ref.update(known, (state) => ({ ...state, changed: false }))
      })

      return {
        inspect,
        save: Effect.catchAll(save, (error) =>
          Effect.logDebug(`The list of interpreters could not be kept: ${error.message}`),
        ),
      }
    }),
  )
}

const Entry = Schema.Struct({
  path: Schema.String,
  real_path: Schema.String,
  modified: Schema.Number,
  size: Schema.Number,
  /** Null for one that does not answer. */
  facts: Schema.NullOr(InterpreterFacts),
})
type Entry = typeof Entry.Type
type FileIdentity = Omit<Entry, "facts">

const CacheFile = Schema.Struct({ format: Schema.Literal(1), interpreters: Schema.Array(Entry) })

interface Known {
  readonly loaded: boolean
  /** Whether there is anything to save. */
  readonly changed: boolean
  readonly entries: ReadonlyMap<string, Entry>
}

/** More than any machine has; the environments of many projects would add up. */
const maxEntries = 500

const timeLimit = "5 seconds"

/** A shim is a script, which may not find what it is written in on the PATH of its user alone. */
const answering = (
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  ...environment,
  PATH: [environment.PATH, "/usr/bin:/bin"].filter(Boolean).join(":"),
})

const identify = Effect.fnUntraced(function* (fs: FileSystem.FileSystem, path: string) {
  const info = yield* fs.stat(path)
  if (info.type !== "File") return Option.none()
  const real_path = yield* fs.realPath(path)
  return Option.some<FileIdentity>({
    path,
    real_path,
    modified: modifiedOf(info),
    size: Number(info.size),
  })
})

const isSameFile = (a: FileIdentity, b: FileIdentity): boolean =>
  a.real_path === b.real_path && a.modified === b.modified && a.size === b.size

/** What is behind a shim changes without the shim, and what does not answer today may tomorrow. */
const isLasting = (entry: Entry): boolean => entry.facts?.executable === entry.path

const readAnswer = Schema.decodeOption(Schema.parseJson(InterpreterFacts))
