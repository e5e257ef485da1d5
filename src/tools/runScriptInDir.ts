import { Schema } from "effect"
import { RunFields } from "./RunArguments.ts"
import { runningTool } from "./running.ts"

/** Runs code in a directory and waits for it as long as the budget goes. */
export const runScriptInDir = runningTool({
  kind: { tool: "run_script_in_dir", isolated: false, timeout: "setting" },
  title: "Run Python in a directory",
  description:
    "Runs a Python script or inline code in a directory. After 20 s (unless set otherwise) it goes on as a job: you get its job_id.",
  input: Schema.Struct({
    directory: RunFields.directory,
    script_path: RunFields.script_path,
    script_content: RunFields.script_content,
    args: RunFields.args,
    use_uv: RunFields.use_uv,
    python_version: RunFields.python_version,
    dependencies: RunFields.dependencies,
    environment: RunFields.environment,
    project: RunFields.project,
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
