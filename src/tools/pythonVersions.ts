import { Effect, Schema } from "effect"
import { Settings } from "../domain/Settings.ts"
import { noArguments } from "./Fields.ts"
import { InstalledPython, installedPythons } from "./installedPythons.ts"
import { code, paragraphs, table } from "./Markdown.ts"
import { make } from "./Tool.ts"

/** Lists the interpreters of this machine. */
export const pythonVersions = make({
  name: "python_versions",
  description: "Lists the installed Pythons.",
  group: "environments",
  annotations: {
    title: "Python versions",
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: noArguments,
  output: Schema.Struct({
    result: Schema.Array(InstalledPython),
    downloads: Schema.Literal("on", "off"),
  }),
  handler: Effect.fnUntraced(function* () {
    const { pythonDownloads } = yield* Settings
    return {
      result: yield* installedPythons,
      downloads: pythonDownloads ? ("on" as const) : ("off" as const),
    }
  }),
  markdown: ({ result, downloads }) =>
    paragraphs(
      `**${result.length} Python${result.length === 1 ? "" : "s"}** · a version that is missing is ${downloads === "on" ? "downloaded when it is asked for" : "not downloaded"}`,
      table(
        ["version", "path", "found by", ""],
        result.map(({ version, path, source, free_threaded, is_venv, is_default }) => [
          version,
          code(path),
          source,
          [
            ...(is_default ? ["**default**"] : []),
            ...(is_venv ? ["virtual environment"] : []),
            ...(free_threaded ? ["free-threaded"] : []),
          ].join(", "),
        ]),
      ),
    ),
})
