import { isAbsolute, join } from "node:path"
import { Either, Schema } from "effect"
import { excerpt } from "./PythonVersion.ts"

/** Where a `[tool.uv]` table stands, and what its paths may lead to. */
export interface UvTableOrigin {
  /** For people: "the script's header", "/desk/app/pyproject.toml". */
  readonly origin: string
  /** What relative paths begin at; null for code without a folder of its own. */
  readonly folder: string | null
  /** Whether packages may come from this absolute path. */
  readonly allowsPath: (path: string) => boolean
}

/** Whether a path is one of these folders, or in one. */
export const isWithin =
  (folders: ReadonlyArray<string>) =>
  (path: string): boolean =>
    folders.some(
      (folder) => join(folder, "/") === join(path, "/") || path.startsWith(join(folder, "/")),
    )

/** Something in a `[tool.uv]` table that cannot be honoured; going on would install something else. */
export class UvSettingRefused extends Schema.TaggedError<UvSettingRefused>()("UvSettingRefused", {
  /** Such as "tool.uv.sources.torch". */
  key: Schema.String,
  origin: Schema.String,
  reason: Schema.String,
  wayOut: Schema.String,
}) {
  override get message() {
    return `Cannot honour ${this.key} of ${this.origin}: ${this.reason}. ${this.wayOut}.`
  }
}

/** Says no to one key; the reason must not show a URL, which may have a password in it. */
export const refuse = (
  { origin }: UvTableOrigin,
  key: string,
  reason: string,
  wayOut: string,
): Either.Either<never, UvSettingRefused> =>
  Either.left(new UvSettingRefused({ key: `tool.uv.${key}`, origin, reason, wayOut }))

/** A place that packages come from: a URL as it is, a path absolute and allowed. */
export const packagePlace = (
  given: string,
  key: string,
  origin: UvTableOrigin,
): Either.Either<string, UvSettingRefused> => {
  if (/^https?:\/\/[^/?#]/i.test(given)) return Either.right(given)
  if (/^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(given)) {
    return refuse(origin, key, "only http, https and paths can be used", "Give another place")
  }
  const path = given.replace(/^file:\/\/(?:localhost)?(?=\/)/, "")
  if (!isAbsolute(path) && origin.folder === null) {
    const reason = `${excerpt(given)} is relative, and this code has no folder of its own`
    return refuse(origin, key, reason, "Give an absolute path")
  }
  const absolute = isAbsolute(path) ? join(path) : join(origin.folder ?? "/", path)
  return origin.allowsPath(absolute)
    ? Either.right(absolute)
    : refuse(
        origin,
        key,
        `${absolute} is in no folder that packages may be installed from`,
        "Set PYTHON_MCP_LOCAL_DEPENDENCIES to such a folder, or use an index",
      )
}
