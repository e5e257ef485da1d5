import { Duration, Effect, Option, Schema } from "effect"
import { EnvironmentName } from "../domain/EnvironmentName.ts"
import { Settings } from "../domain/Settings.ts"
import { JobVoice } from "../runs/JobVoice.ts"
import { KeptEnvironment, PersistentEnvironments } from "../runs/PersistentEnvironments.ts"
import { implied, optional, required } from "./Fields.ts"
import { code, paragraphs, secondsText } from "./Markdown.ts"
import { RunFields } from "./RunArguments.ts"
import { pinsLine } from "./RunMarkdown.ts"
import { make } from "./Tool.ts"
import { ToolCall } from "./ToolCall.ts"
import { howToGoOn } from "./waiting.ts"

const Output = Schema.Struct({
  name: Schema.String,
  status: Schema.Literal("ready", "running", "pending"),
  job_id: Schema.NullOr(Schema.String),
  message: Schema.optionalWith(Schema.String, { exact: true }),
}).pipe(
  Schema.extend(
    Schema.partialWith(KeptEnvironment.omit("name", "job_id").annotations({}), { exact: true }),
  ),
)

/** Makes an environment that is kept under a name. */
export const environmentCreatePersistent = make({
  name: "environment_create_persistent",
  description: "Makes an environment that stays, for runs that name it.",
  group: "environments",
  annotations: {
    title: "Make a persistent environment",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: true,
  },
  input: Schema.Struct({
    name: required(EnvironmentName, "One path segment"),
    python_version: RunFields.python_version,
    dependencies: RunFields.dependencies,
    requirements_file: optional(Schema.String, "requirements.txt"),
    lock_file: optional(Schema.String, "uv.lock or pylock.toml"),
    overwrite: implied(Schema.Boolean, false, "Replace it"),
  }),
  output: Output,
  handler: Effect.fnUntraced(function* (given) {
    const environments = yield* PersistentEnvironments
    const voice = yield* JobVoice
    const call = yield* ToolCall
    const { smartAsyncBudget } = yield* Settings
    const outcome = yield* environments.keep(
      {
        name: given.name,
        version: Option.fromNullable(given.python_version),
        dependencies: given.dependencies,
        requirementsFile: Option.fromNullable(given.requirements_file),
        lockFile: Option.fromNullable(given.lock_file),
        overwrite: given.overwrite,
        arguments: { ...given },
      },
      (id) => call.showing(voice.words(id)),
    )
    if (outcome._tag === "Kept") return { status: "ready" as const, ...outcome.environment }
    const message = `Not ready after ${Duration.toSeconds(smartAsyncBudget)} s; it goes on in the background. ${howToGoOn}`
    return { name: given.name, status: outcome.status, job_id: outcome.id, message }
  }),
  markdown: (environment) =>
    paragraphs(
      headline(environment),
      pinsLine(environment.resolved_dependencies),
      (environment.notes ?? []).map((note) => `- ${note}`).join("\n"),
      environment.message ?? `Run in it with environment: ${code(environment.name)}.`,
    ),
})

const headline = (environment: typeof Output.Type): string => {
  const name = code(environment.name)
  if (environment.status !== "ready") {
    const state = environment.status === "pending" ? "Pending" : "Running"
    return `**${state}** · environment ${name} · job ${code(environment.job_id ?? "")}`
  }
  const done =
    environment.created === true
      ? `**Made** in ${secondsText(environment.environment_seconds ?? 0)}`
      : "**Already there**"
  return `${done} · environment ${name} · Python ${environment.python_version}`
}
