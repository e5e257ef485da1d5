import { Data, Effect, Ref, Schema } from "effect"
import { ArgumentsInvalid } from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import type { ChangedFile, FileFault } from "../quality/FileChanges.ts"
import { Paths } from "../runs/Paths.ts"
import { optional } from "./Fields.ts"
import { byteLength, code, fence, shortened } from "./Markdown.ts"
import { Texts } from "./RunArguments.ts"
import { ToolCall } from "./ToolCall.ts"

/** The arguments that tools about code share. */
export const QualityFields = {
  code: optional(Schema.String, "Instead of paths"),
  paths: optional(Texts, "Files, folders"),
} as const

/** What a call is about. */
export type CodeSource = Data.TaggedEnum<{
  Text: { readonly code: string }
  /** Absolute. */
  Files: { readonly paths: ReadonlyArray<string> }
}>
/** Makes one, and takes it apart. */
export const CodeSource = Data.taggedEnum<CodeSource>()

/** One of the two, with paths that lead somewhere. */
export const codeSource = Effect.fnUntraced(function* (given: {
  readonly code?: string
  readonly paths?: ReadonlyArray<string>
}) {
  const { code, paths } = given
  if (code !== undefined && paths === undefined) return CodeSource.Text({ code })
  if (code === undefined && paths !== undefined && paths.length > 0) {
    const resolver = yield* Paths
    const found = yield* Effect.forEach(paths, (path) => resolver.existing("paths", path))
    return CodeSource.Files({ paths: [...new Set(found)] })
  }
  return yield* new ArgumentsInvalid({
    reason:
      code === undefined ? "There is neither code nor a path" : "code and paths are both given",
    wayOut: "Give exactly one: code for a text, paths for files and folders",
  })
})

/** Tells whoever waits for this call what is being done. */
export const announcing = Effect.gen(function* () {
  const words = yield* Ref.make("")
  yield* (yield* ToolCall).showing(Ref.get(words))
  return (message: string) => Ref.set(words, message)
})

/** A file whose content cannot be dealt with. */
export const Fault = Schema.Struct({
  path: Schema.String,
  reason: Schema.String,
  line: Schema.NullOr(Schema.Number),
  column: Schema.NullOr(Schema.Number),
}) satisfies Schema.Schema<FileFault>

/** A file that is, or would be, another one. */
export const Changed = Schema.Struct({
  path: Schema.String,
  added: Schema.Int,
  removed: Schema.Int,
})

/** So many files are named in one payload. */
export const maxNamedFiles = 500

/** All that changed as one diff, as much of it as a reply holds. */
export const diffOf = Effect.fnUntraced(function* (changed: ReadonlyArray<ChangedFile>) {
  const { maxReplyBytes } = yield* Settings
  const whole = changed.map(({ text }) => text).join("")
  if (byteLength(whole) <= maxReplyBytes) return { diff: whole, diff_truncated: false }
  const shown = new TextDecoder().decode(new TextEncoder().encode(whole).subarray(0, maxReplyBytes))
  return { diff: shown.slice(0, shown.lastIndexOf("\n") + 1), diff_truncated: true }
})

/** Files that could not be dealt with, one a line. */
export const faultLines = (faults: ReadonlyArray<FileFault>): string =>
  faults
    .slice(0, shownFaults)
    .map(({ path, reason, line, column }) => {
      const place = line === null ? "" : `:${line}:${column ?? 1}`
      return `- ${code(`${path}${place}`)}: ${reason}`
    })
    .concat(faults.length > shownFaults ? [`- and ${faults.length - shownFaults} more`] : [])
    .join("\n")

const shownFaults = 20

/** A diff as a person reads it. */
export const diffBlock = (diff: string | undefined, maxBytes: number): string =>
  diff === undefined || diff === "" ? "" : fence(shortened(diff, maxBytes), "diff")

/** "1 file", "3 files". */
export const count = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? "" : "s"}`
