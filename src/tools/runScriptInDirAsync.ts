import { Schema } from "effect"
import { RunFields } from "./RunArguments.ts"
import { runningTool } from "./running.ts"

/** Starts code in a directory that nobody waits for. */
export const runScriptInDirAsync = runningTool({
  kind: { tool: "run_script_in_dir_async", isolated: false, timeout: 0 },
  title: "Start Python in a directory",
  description: "Like run_script_in_dir, in the background from the start. No time limit.",
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
    stream: RunFields.stream,
    ...RunFields.limits,
    env_vars: RunFields.env_vars,
    env_file: RunFields.env_file,
    job_label: RunFields.job_label,
  }),
  answers: "started",
})
