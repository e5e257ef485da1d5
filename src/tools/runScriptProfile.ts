import { Schema } from "effect"
import { profileTool } from "../domain/Profile.ts"
import { RunFields } from "./RunArguments.ts"
import { ProfiledOutput } from "./RunOutput.ts"
import { runningTool } from "./running.ts"

/** Runs code under a profiler. */
export const runScriptProfile = runningTool({
  kind: { tool: profileTool, isolated: false, timeout: "setting" },
  title: "Profile Python",
  description: "Says where a script's time or memory goes; keeps the full profile.",
  input: Schema.Struct({
    script_path: RunFields.script_path,
    script_content: RunFields.script_content,
    directory: RunFields.optionalDirectory,
    dependencies: RunFields.dependencies,
    environment: RunFields.environment,
    python_version: RunFields.python_version,
    args: RunFields.args,
    profiler: RunFields.profiler,
    sort: RunFields.sort,
    top: RunFields.top,
    timeout_seconds: RunFields.timeout_seconds,
    max_memory_mb: RunFields.limits.max_memory_mb,
    env_vars: RunFields.env_vars,
    async_mode: RunFields.async_mode,
  }),
  output: ProfiledOutput,
  answers: "ended",
})
