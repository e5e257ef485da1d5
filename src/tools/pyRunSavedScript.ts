import { Schema } from "effect"
import { ScriptName } from "../domain/Script.ts"
import { required } from "./Fields.ts"
import { RunFields } from "./RunArguments.ts"
import { runningTool } from "./running.ts"

/** Runs a script by its name. */
export const pyRunSavedScript = runningTool({
  kind: { tool: "py_run_saved_script", isolated: false, timeout: "setting" },
  title: "Run a saved script",
  description: "Runs a saved script with the packages of its header.",
  input: Schema.Struct({
    script_name: required(ScriptName, "Its name"),
    directory: RunFields.optionalDirectory,
    args: RunFields.args,
    use_uv: RunFields.use_uv,
    python_version: RunFields.python_version,
    dependencies: RunFields.dependencies,
    environment: RunFields.environment,
    refresh: RunFields.refresh,
    timeout_seconds: RunFields.timeout_seconds,
    ...RunFields.limits,
    env_vars: RunFields.env_vars,
    env_file: RunFields.env_file,
    async_mode: RunFields.async_mode,
    job_label: RunFields.job_label,
  }),
  answers: "ended",
})
