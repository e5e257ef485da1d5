import { Either, Schema } from "effect"
import { parse } from "smol-toml"

/** Folders, relative to a uv.lock, whose pyproject.toml has a say in it: members and local packages. */
export const localFolders = (lock: string): ReadonlyArray<string> => {
  const folders = Either.try(() => parse(lock, { integersAsBigInt: true })).pipe(
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
