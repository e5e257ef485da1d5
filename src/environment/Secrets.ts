import type * as FileSystem from "@effect/platform/FileSystem"
import { Effect } from "effect"
import { decodedPart } from "../domain/UriPart.ts"
import { parseUrl } from "./Indexes.ts"

/** Takes credentials out of a text that somebody may read. */
export type Mask = (text: string) => string

/**
 * Of what the server was given: whatever stands before the host of a URL, and the secrets of its own
 * variables wherever they stand. uv and pip hide them themselves, but not in a setting that they
 * cannot read and therefore quote.
 */
export const maskOf = (environment: Readonly<Record<string, string>>): Mask => {
  const secrets = [...new Set(Object.entries(environment).flatMap(secretsIn))]
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
  return (text) =>
    secrets.reduce((masked, secret) => masked.replaceAll(secret, hidden), maskUrls(text))
}

/** Takes them out of a file, where there are any. */
export const maskFile = (
  fs: FileSystem.FileSystem,
  path: string,
  mask: Mask,
): Effect.Effect<void> =>
  Effect.gen(function* () {
    if (Number((yield* fs.stat(path)).size) > maskedBytes) return
    const text = yield* fs.readFileString(path)
    const masked = mask(text)
    if (masked !== text) yield* fs.writeFileString(path, masked)
  }).pipe(Effect.ignore)

/** uv and pip quote a setting as soon as they start; who says more than this, says something else. */
const maskedBytes = 1024 * 1024

/** The part of it that needs no knowledge of the secrets. */
const maskUrls: Mask = (text) => text.replace(/(\w:\/\/)[^/?#\s"'`<>]*@/g, `$1${hidden}@`)

const hidden = "****"

/** What is shorter would hide half of the words. */
const shortestSecret = 4

const secretsIn = ([name, value]: readonly [string, string]): ReadonlyArray<string> => {
  if (/^(?:UV|PIP)_.*(?:PASSWORD|TOKEN)$/.test(name)) return [value]
  if (!/^(?:UV|PIP)_|_PROXY$/i.test(name)) return []
  return value.split(/\s+/).flatMap((word) => {
    const url = parseUrl(word.replace(/^[\w.-]+=(?=\w+:\/\/)/, ""))
    if (url === undefined) return []
    const given = url.password === "" ? url.username : url.password
    return [given, decodedPart(given)]
  })
}
