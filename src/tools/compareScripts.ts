import { Effect, Schema } from "effect"
import { ScriptSource } from "../domain/Run.ts"
import { Settings } from "../domain/Settings.ts"
import { Comparison } from "../runs/Comparison.ts"
import { type ComparisonOutcome, Comparisons } from "../runs/Comparisons.ts"
import { JobVoice } from "../runs/JobVoice.ts"
import type { RunMode } from "../runs/RunJob.ts"
import { comparisonMarkdown } from "./ComparisonMarkdown.ts"
import { defaulted, integer, required } from "./Fields.ts"
import { measuringInterval, RunFields, requestedConditions } from "./RunArguments.ts"
import { runLinks } from "./RunLinks.ts"
import { runMarkdown } from "./RunMarkdown.ts"
import { RunOutput } from "./RunOutput.ts"
import { goingOn, runAnnotations, waitedFor } from "./running.ts"
import { make, type ToolFace } from "./Tool.ts"
import { ToolCall } from "./ToolCall.ts"

/** Some models wrap a script as other tools take it; the schema tells them of texts only. */
const Script = Schema.Union(
  Schema.String,
  Schema.Struct({ script_path: Schema.String }),
  Schema.Struct({ script_content: Schema.String }),
).annotations({
  jsonSchema: { type: "string" },
  message: () => ({
    message: "is neither code nor the path of a .py file",
    // Else each of the three would say what it is not.
    override: true,
  }),
})

/** A comparison that ended well, or what any other run would answer. */
const Output = RunOutput.pipe(
  Schema.extend(
    Schema.partialWith(
      Comparison.pick("verdict", "wall", "cpu", "memory", "outputs", "a", "b").annotations({}),
      { exact: true },
    ),
  ),
)

const isComparison = Schema.is(Comparison)

/** How a comparison is shown, in time or later. */
export const comparisonFace: ToolFace<typeof Output.Type, typeof Output.Encoded> = {
  output: Output,
  markdown: (output) => (isComparison(output) ? comparisonMarkdown(output) : runMarkdown(output)),
  // What it has to say is all in its answer: its runs were steps, and their output is not the job's.
  links: (output) => (isComparison(output) ? [] : runLinks(output)),
}

/** Tells whether one of two scripts is faster. */
export const compareScripts = make({
  name: "compare_scripts",
  description:
    "Runs two variants by turns and says which is faster, and whether their outputs agree.",
  group: "run",
  annotations: { title: "Compare two scripts", ...runAnnotations },
  input: Schema.Struct({
    a: required(Script, "Code, or the path of a .py file"),
    b: required(Script, "Likewise"),
    runs: defaulted(integer(1, 100), 10, "Of each; at least 6 to tell"),
    directory: RunFields.optionalDirectory,
    dependencies: RunFields.dependencies,
    environment: RunFields.environment,
    python_version: RunFields.python_version,
    args: RunFields.args,
    timeout_seconds: RunFields.timeout_seconds,
    env_vars: RunFields.env_vars,
    async_mode: RunFields.async_mode,
  }),
  ...comparisonFace,
  handler: Effect.fnUntraced(function* ({ a, b, runs, ...given }) {
    const call = yield* ToolCall
    const voice = yield* JobVoice
    const settings = yield* Settings
    const conditions = yield* requestedConditions(kind, {
      ...given,
      sample_interval: measuringInterval,
    })
    const request = { ...conditions, a: sourceOf(a), b: sourceOf(b), runs }
    const mode = modeOf(given.async_mode)
    const comparisons = yield* Comparisons
    const outcome = yield* comparisons.start(
      { ...request, arguments: { ...given, a, b, runs } },
      mode,
      (id) => call.showing(voice.words(id)),
    )
    return payloadOf(outcome, mode, settings)
  }),
  handedOver: (output, { async_mode }) => waitedFor(output, modeOf(async_mode)),
})

const kind = { tool: "compare_scripts", isolated: true, timeout: "setting" } as const

const modeOf = (isAsync: boolean): RunMode => (isAsync ? "background" : "wait")

/** What ends with .py and is one line is no code. */
const sourceOf = (script: typeof Script.Type): ScriptSource => {
  if (typeof script !== "string") {
    return "script_path" in script
      ? ScriptSource.File({ path: script.script_path })
      : ScriptSource.Inline({ code: script.script_content })
  }
  return script.endsWith(".py") && !script.includes("\n")
    ? ScriptSource.File({ path: script })
    : ScriptSource.Inline({ code: script })
}

const payloadOf = (
  outcome: ComparisonOutcome,
  mode: RunMode,
  settings: Settings["Type"],
): typeof Output.Type => {
  switch (outcome._tag) {
    case "Compared":
      return outcome.comparison
    case "Ended":
      return outcome.result
    case "Backgrounded":
      return goingOn(outcome.job, mode, settings)
  }
}
