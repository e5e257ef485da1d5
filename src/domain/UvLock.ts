import { Either, Schema } from "effect"
import { parse } from "smol-toml"

/** Whether a text is a uv.lock, as far as it is read here; the rest is for uv to judge. */
export const isUvLock = (lock: string): boolean =>
  Either.isRight(
    Either.flatMap(readLock(lock), Schema.decodeUnknownEither(Schema.Struct({ version: Whole }))),
  )

/** Folders, relative to a uv.lock, whose pyproject.toml has a say in it: members and local packages. */
export const localFolders = (lock: string): ReadonlyArray<string> => {
  const folders = readLock(lock).pipe(
    Either.flatMap(Schema.decodeUnknownEither(Lock)),
    Either.map(({ package: packages }) =>
      packages.flatMap(({ source: { editable, virtual, directory } = {} }) =>
        [editable, virtual, directory].flatMap((folder) => folder ?? []),
      ),
    ),
  )
  // What cannot be read is for uv to judge.
  return Either.getOrElse(folders, () => [])
}

const readLock = (lock: string) => Either.try(() => parse(lock, { integersAsBigInt: true }))

const Whole = Schema.BigIntFromSelf

const folder = Schema.optional(Schema.String)

const Lock = Schema.Struct({
  package: Schema.optionalWith(
    Schema.Array(
      Schema.Struct({
        source: Schema.optional(
          Schema.Struct({ editable: folder, virtual: folder, directory: folder }),
        ),
      }),
    ),
    { default: () => [] },
  ),
})
