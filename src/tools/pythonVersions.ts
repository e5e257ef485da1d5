import { Array as Arr, Effect, Option, Schema } from "effect"
import { Settings } from "../domain/Settings.ts"
import { byPreference, type Interpreter } from "../environment/Interpreter.ts"
import { Interpreters } from "../environment/Interpreters.ts"
import { fits } from "../environment/PythonSelection.ts"
import { noArguments } from "./Fields.ts"
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
    result: Schema.Array(
      Schema.Struct({
        version: Schema.String,
        path: Schema.String,
        real_path: Schema.String,
        implementation: Schema.String,
        free_threaded: Schema.Boolean,
        source: Schema.String,
        is_venv: Schema.Boolean,
        is_default: Schema.Boolean,
      }),
    ),
    downloads: Schema.Literal("on", "off"),
  }),
  handler: Effect.fnUntraced(function* () {
    const interpreters = yield* Interpreters
    const { pythonDownloads } = yield* Settings
    const chosen = yield* interpreters.chosen
    const all = [...chosen, ...(yield* interpreters.all)]
    const first = yield* interpreters.find((interpreter) => fits(anyPython, interpreter))
    const found = Arr.sort(Arr.dedupeWith(all, isSame), byPreference)
    return {
      result: found.map((interpreter) => ({
        version: interpreter.version,
        path: interpreter.path,
        real_path: interpreter.realPath,
        implementation: interpreter.implementation,
        free_threaded: interpreter.freeThreaded,
        source: interpreter.source,
        is_venv: interpreter.isVenv,
        is_default: Option.exists(first, (one) => isSame(one, interpreter)),
      })),
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

const anyPython = { constraint: Option.none(), pick: Option.none() }

/** A virtual environment is another one than the Python that it was made from. */
const isSame = (a: Interpreter, b: Interpreter): boolean =>
  a.isVenv || b.isVenv ? a.path === b.path : a.realPath === b.realPath
