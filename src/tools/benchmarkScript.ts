import { Schema } from "effect"
import { RunFields } from "./RunArguments.ts"
import { runningTool } from "./running.ts"

/** Runs code and measures it. */
export const benchmarkScript = runningTool({
  kind: { tool: "benchmark_script", isolated: true, timeout: "setting" },
  title: "Benchmark Python",
  description: "Like run_script_with_dependencies; measures wall time, CPU time and peak memory.",
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
    runs: RunFields.runs,
    warmup: RunFields.warmup,
    sample_interval: RunFields.sample_interval,
    ...RunFields.limits,
    env_vars: RunFields.env_vars,
    env_file: RunFields.env_file,
    async_mode: RunFields.async_mode,
    job_label: RunFields.job_label,
  }),
  answers: "ended",
})
