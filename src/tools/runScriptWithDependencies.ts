import { Schema } from "effect"
import { RunFields } from "./RunArguments.ts"
import { runningTool } from "./running.ts"

/** Runs code in an environment of its own and tells exactly what is installed there. */
export const runScriptWithDependencies = runningTool({
  kind: { tool: "run_script_with_dependencies", isolated: true, timeout: "setting" },
  title: "Run Python with packages",
  description:
    "Runs Python in an isolated environment with these packages (cached) and tells their exact versions.",
  input: Schema.Struct({
    script_path: RunFields.script_path,
    script_content: RunFields.script_content,
    directory: RunFields.optionalDirectory,
    dependencies: RunFields.dependencies,
    environment: RunFields.environment,
    refresh: RunFields.refresh,
    python_version: RunFields.python_version,
    args: RunFields.args,
    timeout_seconds: RunFields.timeout_seconds,
    ...RunFields.limits,
    env_vars: RunFields.env_vars,
    env_file: RunFields.env_file,
    async_mode: RunFields.async_mode,
    job_label: RunFields.job_label,
  }),
  answers: "ended",
})
