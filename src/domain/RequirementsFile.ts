import { Either, Schema } from "effect"
import { parse, type Requirement } from "./Requirement.ts"

/** What a requirements.txt asks for, as far as it is data. */
export interface RequirementsFile {
  readonly requirements: ReadonlyArray<Requirement>
  /** Its options about indexes, as a `[tool.uv]` table. */
  readonly uv: Readonly<Record<string, unknown>>
  /** Whether there are hashes, which nobody checks. */
  readonly hasHashes: boolean
}

/** A line of a requirements.txt that is more than data. */
export class RequirementsFileInvalid extends Schema.TaggedError<RequirementsFileInvalid>()(
  "RequirementsFileInvalid",
  { path: Schema.String, line: Schema.Number, reason: Schema.String },
) {
  override get message() {
    return `Cannot use line ${this.line} of ${this.path}: ${this.reason}. Write plain requirements there, or give them as dependencies.`
  }
}

/** Reads it as data: other files, paths and editable projects are refused, never followed. */
export const readRequirementsFile = (
  path: string,
  text: string,
): Either.Either<RequirementsFile, RequirementsFileInvalid> =>
  Either.gen(function* () {
    const requirements: Array<Requirement> = []
    const options: Array<readonly [key: string, value: string]> = []
    for (const { line, content } of logicalLines(text)) {
      const [, name = "", value = ""] = /^(--?[a-z-]+)(?:[= \t]+(\S+))?$/.exec(content) ?? []
      const key = keys.get(name)
      if (key !== undefined) {
        options.push([key, value])
        continue
      }
      const requirement = Either.mapLeft(
        parse(content.replace(hash, "")),
        (error) => new RequirementsFileInvalid({ path, line, reason: error.reason }),
      )
      requirements.push(yield* requirement)
    }
    return { requirements, uv: tableOf(options), hasHashes: text.search(hash) !== -1 }
  })

const hash = /[ \t]+--hash[= ]\S+/g

const keys: ReadonlyMap<string, string> = new Map([
  ["--index-url", "index-url"],
  ["-i", "index-url"],
  ["--extra-index-url", "extra-index-url"],
  ["--find-links", "find-links"],
  ["-f", "find-links"],
  ["--no-index", "no-index"],
  ["--pre", "prerelease"],
])

/** A backslash at the end goes on in the next line; a comment begins a line, or stands after a space. */
const logicalLines = (text: string) => {
  const lines: Array<{ readonly line: number; readonly content: string }> = []
  let begun = ""
  let line = 1
  for (const [index, written] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    if (begun === "") line = index + 1
    const isOpen = written.endsWith("\\")
    begun += isOpen ? written.slice(0, -1) : written
    if (isOpen) continue
    lines.push({ line, content: begun.replace(/(?:^|[ \t])#.*$/, "").trim() })
    begun = ""
  }
  return lines.filter(({ content }) => content !== "")
}

const tableOf = (options: ReadonlyArray<readonly [key: string, value: string]>) => {
  const all = (key: string) => options.flatMap(([name, value]) => (name === key ? [value] : []))
  const list = (key: string) => (all(key).length === 0 ? {} : { [key]: all(key) })
  const main = all("index-url").at(-1)
  return {
    ...(main === undefined ? {} : { "index-url": main }),
    ...list("extra-index-url"),
    ...list("find-links"),
    ...(all("no-index").length === 0 ? {} : { "no-index": true }),
    ...(all("prerelease").length === 0 ? {} : { prerelease: "allow" }),
  }
}
