import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Context, Effect, Layer, Option, Ref } from "effect"
import { namesOrNone } from "../domain/FolderNames.ts"

/** What is installed in an environment: exact versions, as the environment itself records them. */
export class Pins extends Context.Tag("python-mcp/Pins")<
  Pins,
  {
    /** "name==version", sorted, names as PEP 503 writes them. Read again when a folder has changed. */
    readonly read: (prefix: string, version: string) => Effect.Effect<ReadonlyArray<string>>
  }
>() {
  static readonly layer: Layer.Layer<Pins, never, FileSystem.FileSystem> = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const known = yield* Ref.make<ReadonlyMap<string, Kept>>(new Map())

      const modified = (folder: string) =>
        fs.stat(folder).pipe(
          Effect.map(({ mtime }) => Option.map(mtime, (at) => at.getTime())),
          Effect.orElseSucceed(Option.none<number>),
        )

      const readFolder = Effect.fnUntraced(function* (folder: string) {
        const time = yield* modified(folder)
        if (Option.isNone(time)) return []
        const kept = (yield* Ref.get(known)).get(folder)
        if (kept?.modified === time.value) return kept.pins
        const distributions = (yield* namesOrNone(fs, folder)).filter((name) =>
          isDistribution.test(name),
        )
        const found = yield* Effect.forEach(
          distributions.slice(0, maxDistributions),
          (name) => readPin(fs, folder, name),
          { concurrency: 8 },
        )
        const pins = Arr.getSomes(found)
        yield* Ref.update(
          known,
          (all) => new Map([...all, [folder, { modified: time.value, pins }]]),
        )
        return pins
      })

      return {
        read: Effect.fn("Pins.read")(function* (prefix, version) {
          const found = yield* Effect.forEach(packageFolders(prefix, version), readFolder)
          return Arr.dedupe(found.flat()).sort()
        }),
      }
    }),
  )
}

interface Kept {
  readonly modified: number
  readonly pins: ReadonlyArray<string>
}

/** A system's Python with more than this has long stopped to be a list that anybody reads. */
const maxDistributions = 2000

// What begins with "~" is what pip left of an uninstalled one.
const isDistribution = /^[^~].*\.(?:dist|egg)-info$/

const distribution = /^(?<name>[^-].*?)-(?<version>[0-9][^-]*)(?:-py[0-9.]+)?\.(?:dist|egg)-info$/

/** Where packages are; free-threaded builds and Debian's own packages have folders of their own. */
const packageFolders = (prefix: string, version: string): ReadonlyArray<string> => {
  const line = version.split(".", 2).join(".")
  return [
    ...[line, `${line}t`].map((name) => join(prefix, `lib/python${name}/site-packages`)),
    join(prefix, "lib/python3/dist-packages"),
    join(prefix, `local/lib/python${line}/dist-packages`),
  ]
}

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
    : Option.some(`${name.toLowerCase().replace(/[-_.]+/g, "-")}==${version}`)
