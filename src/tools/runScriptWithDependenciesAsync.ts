import { Schema } from "effect"
import { RunFields } from "./RunArguments.ts"
import { runningTool } from "./running.ts"

/** Starts code in an environment of its own and waits for that environment only. */
export const runScriptWithDependenciesAsync = runningTool({
  kind: { tool: "run_script_with_dependencies_async", isolated: true, timeout: 0 },
  title: "Start Python with packages",
  description:
    "Like run_script_with_dependencies, in the background: answers once the packages are there.",
  input: Schema.Struct({
    script_path: RunFields.script_path,
    script_content: RunFields.script_content,
    directory: RunFields.optionalDirectory,
    dependencies: RunFields.dependencies,
    environment: RunFields.environment,
    refresh: RunFields.refresh,
    python_version: RunFields.python_version,
    args: RunFields.args,
    timeout_seconds: RunFields.timeout_never,
    stream: RunFields.stream,
    ...RunFields.limits,
    env_vars: RunFields.env_vars,
    env_file: RunFields.env_file,
    job_label: RunFields.job_label,
  }),
  answers: "started",
})
