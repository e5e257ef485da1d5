import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option, Ref } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"
import { modifiedAt } from "../domain/ModifiedAt.ts"
import { normaliseName } from "../domain/Requirement.ts"
import { sha256 } from "../domain/Sha256.ts"
import { isDistribution, packageFolders, parseRecord, sitePackages } from "./PackageFolders.ts"

/** What is installed in an environment: exact versions, as the environment itself records them. */
export class Pins extends Context.Tag("python-mcp/Pins")<
  Pins,
  {
    /** "name==version", sorted, names as PEP 503 writes them. Read again when a folder has changed. */
    readonly read: (prefix: string, version: string) => Effect.Effect<ReadonlyArray<string>>
    /**
     * For each distribution a hash of all that tells it from another of the same name and version: its URL
     * and commit, and what its files are.
     */
    readonly identities: (prefix: string, version: string) => Effect.Effect<ReadonlyArray<string>>
    /**
     * A hash of the names beside each other in its package folders: installing and removing changes it,
     * importing (which makes bytecode) does not. Read again when a folder has changed.
     */
    readonly names: (prefix: string, version: string) => Effect.Effect<string>
  }
>() {
  static readonly layer: Layer.Layer<Pins, never, FileSystem.FileSystem> = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem

      const distributions = (folder: string) =>
        Effect.map(namesOrNone(fs, folder), (names) =>
          names.filter(isDistribution).slice(0, maxDistributions),
        )

      const pinsIn = Effect.fnUntraced(function* (folder: string) {
        const found = yield* Effect.forEach(
          yield* distributions(folder),
          (name) => readPin(fs, folder, name),
          { concurrency: 8 },
        )
        return Arr.getSomes(found)
      })

      const identitiesIn = Effect.fnUntraced(function* (folder: string) {
        const names = yield* distributions(folder)
        return yield* Effect.forEach(names, (name) => readIdentity(fs, folder, name))
      })

      const namesOf = (folder: string) =>
        Effect.map(namesOrNone(fs, folder), (names) =>
          names.filter((name) => name !== "__pycache__").sort(),
        )

      const readPins = yield* remembered(fs, pinsIn)
      const readNames = yield* remembered(fs, namesOf)

      return {
        read: Effect.fn("Pins.read")(function* (prefix, version) {
          const found = yield* Effect.forEach(packageFolders(prefix, version), readPins)
          return Arr.dedupe(found.flat()).sort()
        }),
        identities: Effect.fn("Pins.identities")(function* (prefix, version) {
          const found = yield* Effect.forEach(sitePackages(prefix, version), identitiesIn)
          return found.flat().sort()
        }),
        names: Effect.fn("Pins.names")(function* (prefix, version) {
          const found = yield* Effect.forEach(sitePackages(prefix, version), readNames)
          return sha256(JSON.stringify(found))
        }),
      }
    }),
  )
}

/** Reads a folder again only when it has changed; one that is not there has nothing in it. */
const remembered = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  readFolder: (folder: string) => Effect.Effect<ReadonlyArray<string>>,
) {
  const known = yield* Ref.make<ReadonlyMap<string, Kept>>(new Map())
  return Effect.fnUntraced(function* (folder: string) {
    const modified = yield* Effect.option(modifiedAt(fs, folder))
    if (Option.isNone(modified)) return []
    const kept = (yield* Ref.get(known)).get(folder)
    if (kept?.modified === modified.value) return kept.words
    const words = yield* readFolder(folder)
    yield* Ref.update(
      known,
      (all) => new Map([...all, [folder, { modified: modified.value, words }]]),
    )
    return words
  })
})

interface Kept {
  readonly modified: number
  readonly words: ReadonlyArray<string>
}

/** A system's Python with more than this has long stopped to be a list that anybody reads. */
const maxDistributions = 2000

const distribution = /^(?<name>[^-].*?)-(?<version>[0-9][^-]*)(?:-py[0-9.]+)?\.(?:dist|egg)-info$/

/** The metadata's own words; the folder's name where they cannot be had. */
const readPin = (
  fs: FileSystem.FileSystem,
  folder: string,
  entry: string,
): Effect.Effect<Option.Option<string>> =>
  fs
    .readFileString(join(folder, entry, "METADATA"))
    .pipe(
      Effect.map(pinOfMetadata),
      Effect.orElseSucceed(Option.none<string>),
      Effect.map(Option.orElse(() => pinOfName(entry))),
    )

const pinOfMetadata = (metadata: string): Option.Option<string> => {
  const [header = ""] = metadata.split(/\r?\n\r?\n/, 1)
  return makePin(
    /^Name:[ \t]*(\S+)/im.exec(header)?.[1],
    /^Version:[ \t]*(\S+)/im.exec(header)?.[1],
  )
}

const pinOfName = (entry: string): Option.Option<string> => {
  const { name, version } = distribution.exec(entry)?.groups ?? {}
  return makePin(name, version)
}

const makePin = (name: string | undefined, version: string | undefined): Option.Option<string> =>
  name === undefined || version === undefined
    ? Option.none()
    : Option.some(`${normaliseName(name)}==${version}`)

/** URLs may carry credentials, so only the hash of all this is given. */
const readIdentity = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  folder: string,
  entry: string,
) {
  const read = (name: string) =>
    Effect.orElseSucceed(fs.readFileString(join(folder, entry, name)), () => "")
  const files = parseRecord(yield* read("RECORD")).flatMap(({ path, sha256: hash }) =>
    isOfInstallation(path) ? [] : [[path, Option.getOrNull(hash)] as const],
  )
  const content = files.map((file) => JSON.stringify(file)).sort()
  return `${entry} ${sha256(JSON.stringify([yield* read("direct_url.json"), content]))}`
})

/** Made by who installed it, and other for one who was asked for it than for one who came along. */
const isOfInstallation = (path: string): boolean =>
  path.startsWith("../") ||
  /\.dist-info\/(?:RECORD|INSTALLER|REQUESTED|direct_url\.json|uv_[^/]*)$/.test(path)
