import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import { Context, Effect, Layer, Option } from "effect"
import { fromHome } from "../domain/HomePath.ts"
import { Host } from "../domain/Host.ts"
import { codeOf } from "../domain/PlatformErrors.ts"
import { PathInvalid } from "../domain/Run.ts"

/** Paths as clients give them: absolute, `~`-prefixed, or relative. */
export class Paths extends Context.Tag("python-mcp/Paths")<
  Paths,
  {
    /** An existing file; relative to `directory` where that is given, else to the server's. */
    readonly file: (
      argument: string,
      path: string,
      directory: Option.Option<string>,
    ) => Effect.Effect<string, PathInvalid>
    /** An existing directory. */
    readonly directory: (argument: string, path: string) => Effect.Effect<string, PathInvalid>
    /** Either of the two. */
    readonly existing: (argument: string, path: string) => Effect.Effect<string, PathInvalid>
  }
>() {
  static readonly layer = Layer.effect(
    Paths,
    Effect.gen(function* () {
      const fs = yield* FileSystem
      const paths = yield* Path
      const host = yield* Host

      const absolute = (path: string, base: Option.Option<string>) =>
        paths.resolve(
          Option.getOrElse(base, () => host.workingDirectory),
          fromHome(path, host.homeDirectory),
        )

      const find = Effect.fnUntraced(function* (
        argument: string,
        given: string,
        base: Option.Option<string>,
        wanted: ReadonlyArray<"File" | "Directory">,
      ) {
        const invalid = (path: string, reason: string) =>
          new PathInvalid({ argument, path, reason })
        if (given === "") return yield* invalid('""', "is empty")
        if (given.includes("\0"))
          return yield* invalid(JSON.stringify(given), "holds a NUL character")
        const path = absolute(given, base)
        const info = yield* Effect.mapError(fs.stat(path), (error) =>
          invalid(path, reasons.get(codeOf(error)) ?? `cannot be looked at (${codeOf(error)})`),
        )
        if (wanted.some((type) => type === info.type)) return path
        return yield* invalid(path, `is not a ${wanted.join(" or ").toLowerCase()}`)
      })

      return {
        file: (argument, path, directory) => find(argument, path, directory, ["File"]),
        directory: (argument, path) => find(argument, path, Option.none(), ["Directory"]),
        existing: (argument, path) => find(argument, path, Option.none(), ["File", "Directory"]),
      }
    }),
  )
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "does not exist"],
  ["ENOTDIR", "does not exist: a part of it is a file"],
  ["EACCES", "may not be read"],
  ["ELOOP", "leads through too many links"],
  ["ENAMETOOLONG", "is longer than a path can be"],
])
