import { FileSystem } from "@effect/platform/FileSystem"
import { Context, Effect, Either, Layer, Option, Stream } from "effect"
import { differences, signOf } from "../domain/Differences.ts"
import { docstringOf } from "../domain/Docstring.ts"
import { namesOrNone } from "../domain/FolderNames.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { modifiedOf } from "../domain/ModifiedAt.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { fileNameOf, type HeaderFields, ScriptNotFound, type Sidecar } from "../domain/Script.ts"
import { addHeader, readHeader, type ScriptHeaderInvalid } from "../domain/ScriptHeader.ts"
import { Settings } from "../domain/Settings.ts"
import { makeAutosave } from "./Autosave.ts"

/** A script as a list shows it. */
export interface ScriptEntry {
  readonly name: string
  readonly path: string
  /** The first paragraph of the module's docstring. */
  readonly docstring: string | null
  readonly header: HeaderFields | null
  readonly autosaved: boolean
  /** Of the file; null where it cannot be looked at. */
  readonly bytes: number | null
  /** When it was last written, in milliseconds since the epoch; 0 where nobody says. */
  readonly modifiedAt: number
}

/** A script to save. */
export interface NewScript {
  readonly name: string
  readonly source: string
  readonly header: {
    readonly dependencies?: ReadonlyArray<string> | undefined
    readonly requiresPython?: string | undefined
  }
  readonly overwrite: boolean
}

/** Saved scripts, and inline code that was saved by itself. */
export class ScriptStore extends Context.Tag("python-mcp/ScriptStore")<
  ScriptStore,
  {
    /** Keeps inline code with what it was called with; the same again is kept once. Gives its path. */
    readonly autosave: (
      code: string,
      tool: string,
      parameters: Readonly<Record<string, unknown>>,
    ) => Effect.Effect<string, StoreUnavailable>
    readonly save: (
      script: NewScript,
    ) => Effect.Effect<
      { readonly written: boolean; readonly path: string },
      StoreUnavailable | ScriptHeaderInvalid
    >
    readonly list: (
      includeAutosaved: boolean,
    ) => Effect.Effect<ReadonlyArray<ScriptEntry>, StoreUnavailable>
    /** The path and the text of a script. */
    readonly find: (
      name: string,
      autosaved: boolean,
    ) => Effect.Effect<
      { readonly path: string; readonly source: string },
      ScriptNotFound | StoreUnavailable
    >
    /** Emits whenever a saved script was written anew or removed. */
    readonly changes: (name: string) => Stream.Stream<void>
    /** A text that is another one once a script was saved or removed. */
    readonly sign: Effect.Effect<string>
    /** What an autosaved script was called with. */
    readonly sidecar: (name: string) => Effect.Effect<Option.Option<Sidecar>>
  }
>() {
  static readonly layer = Layer.effect(
    ScriptStore,
    Effect.suspend(() => make),
  )
}

const make = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { home } = yield* Settings
  const folders = { saved: `${home}/scripts`, autosaved: `${home}/autosaved_scripts` }
  const autosave = yield* makeAutosave(folders.autosaved)
  const pathOf = (name: string, autosaved: boolean) =>
    `${autosaved ? folders.autosaved : folders.saved}/${fileNameOf(name)}`

  const save = Effect.fn("ScriptStore.save")(function* (script: NewScript) {
    const path = pathOf(script.name, false)
    const text = yield* addHeader(script.source, script.header)
    yield* fs
      .makeDirectory(folders.saved, { recursive: true })
      .pipe(Effect.mapError(storeUnavailable(folders.saved)))
    const flag = script.overwrite ? "w" : "wx"
    const written = yield* fs.writeFileString(path, text, { flag, mode: 0o600 }).pipe(
      Effect.as(true),
      Effect.catchIf(
        (error) => error._tag === "SystemError" && error.reason === "AlreadyExists",
        () => Effect.succeed(false),
      ),
      Effect.mapError(storeUnavailable(path)),
    )
    return { written, path }
  })

  const find = Effect.fn("ScriptStore.find")(function* (name: string, autosaved: boolean) {
    const path = pathOf(name, autosaved)
    const source = yield* fs.readFileString(path).pipe(
      Effect.catchIf(
        (error) => error._tag === "SystemError" && error.reason === "NotFound",
        () => new ScriptNotFound({ script_name: name, path }),
      ),
      Effect.catchTags({
        SystemError: (error) => Effect.fail(storeUnavailable(path)(error)),
        BadArgument: (error) => Effect.fail(storeUnavailable(path)(error)),
      }),
    )
    return { path, source }
  })

  const sign = Effect.gen(function* () {
    const names = yield* namesOrNone(fs, folders.saved)
    const signs = yield* Effect.forEach(names, (name) => signOf(fs, `${folders.saved}/${name}`))
    return [...names, ...signs].join("\n")
  })

  return {
    sign,
    changes: (name) =>
      Stream.map(differences(signOf(fs, pathOf(name, false)), lookInterval), () => undefined),
    autosave: autosave.keep,
    sidecar: (name) => autosave.sidecar(pathOf(name, true)),
    save,
    find,
    list: (includeAutosaved) =>
      Effect.forEach(includeAutosaved ? [false, true] : [false], (autosaved) =>
        listFolder(fs, autosaved ? folders.autosaved : folders.saved, autosaved),
      ).pipe(Effect.map((lists) => lists.flat())),
  } satisfies ScriptStore["Type"]
})

/** A followed script is looked at this often. */
const lookInterval = "200 millis"

const listFolder = (fs: FileSystem, folder: string, autosaved: boolean) =>
  Effect.gen(function* () {
    const names = yield* namesOrNone(fs, folder)
    const scripts = names.filter((name) => name.endsWith(".py") && !name.startsWith("."))
    return yield* Effect.forEach(scripts.sort(), (name) => {
      const path = `${folder}/${name}`
      return Effect.zipWith(
        Effect.option(fs.readFileString(path)),
        Effect.option(fs.stat(path)),
        (source, info) => ({
          ...describe(Option.getOrElse(source, () => "")),
          name: name.slice(0, -3),
          path,
          autosaved,
          bytes: Option.getOrNull(Option.map(info, ({ size }) => Number(size))),
          modifiedAt: Option.match(info, { onNone: () => 0, onSome: modifiedOf }),
        }),
      )
    })
  })

/** The header of a source, as tools show it; null where there is none, or none that can be read. */
export const headerFieldsOf = (source: string): HeaderFields | null =>
  Either.match(readHeader(source), {
    onLeft: () => null,
    onRight: Option.match({
      onNone: () => null,
      onSome: ({ dependencies, requiresPython }) => ({
        dependencies,
        requires_python: requiresPython,
      }),
    }),
  })

/** What a source says of itself. */
const describe = (source: string): Pick<ScriptEntry, "docstring" | "header"> => ({
  docstring:
    docstringOf(source)
      ?.trim()
      .split(/\n\s*\n/)[0] ?? null,
  header: headerFieldsOf(source),
})
