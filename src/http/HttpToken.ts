import { FileSystem } from "@effect/platform/FileSystem"
import { Effect, Option, Redacted } from "effect"
import { accessTokenWords, isAccessToken } from "../domain/AccessToken.ts"
import { Host } from "../domain/Host.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { DurableFiles } from "../processes/DurableFiles.ts"
import { StateDirectory } from "../processes/StateDirectory.ts"
import { TokenUnusable } from "./HttpErrors.ts"

/** What clients have to know, and where a person finds it: the setting; else a file, made when there is none. */
export const httpToken = Effect.gen(function* () {
  const { home, httpToken } = yield* Settings
  if (Option.isSome(httpToken)) return { value: httpToken.value, place: "PYTHON_MCP_HTTP_TOKEN" }
  const path = `${home}/http-token`
  return { value: yield* kept(path), place: path }
})

const kept = Effect.fnUntraced(function* (path: string) {
  const found = yield* read(path)
  if (Option.isSome(found)) return found.value
  const { secret } = yield* Host
  yield* (yield* StateDirectory).writable
  const bytes = Effect.succeed(new TextEncoder().encode(`${secret(32)}\n`))
  yield* (yield* DurableFiles).writeAllOnce([{ path, bytes, mode: 0o600 }])
  // Another server may have been first: then its token is the one.
  const made = yield* read(path)
  return yield* Option.match(made, {
    onNone: () => new TokenUnusable({ path, reason: "it was removed as soon as it was made" }),
    onSome: Effect.succeed,
  })
})

const read = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem
  const { platform } = yield* Host
  const info = yield* Effect.option(fs.stat(path))
  if (Option.isNone(info)) return Option.none()
  const { type, mode } = info.value
  if (type !== "File") return yield* new TokenUnusable({ path, reason: "it is no file" })
  // Who has read it already, nobody can tell: to take the permission away would not help.
  if (platform !== "win32" && (mode & 0o077) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, "0")
    return yield* new TokenUnusable({
      path,
      reason: `others may read or change it (mode ${shown})`,
    })
  }
  const text = (yield* Effect.mapError(fs.readFileString(path), storeUnavailable(path))).trim()
  if (!isAccessToken(text)) {
    const reason = text === "" ? "it is empty" : `it is not ${accessTokenWords}`
    return yield* new TokenUnusable({ path, reason })
  }
  return Option.some(Redacted.make(text))
})
