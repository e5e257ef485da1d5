import type { ServerOptions } from "@modelcontextprotocol/server"
import { version } from "../domain/version.ts"
import { type Icon, icons } from "../tools/Icons.ts"

/** The wire's own shape of icons: the SDK's types ask for lists that could be changed. */
export const shown = (drawings: ReadonlyArray<Icon>) =>
  drawings.map(({ sizes, ...icon }) => ({ ...icon, sizes: [...sizes] }))

/** Who we are. */
export const serverInfo = {
  name: "python-executor-mcp",
  title: "Python executor",
  version,
  description: "Runs Python: scripts, snippets, packages, and background jobs that are never lost.",
  icons: shown(icons.server),
}

/**
 * What one version of the server says of itself is the same for everybody. It is asked for again in an
 * hour, because the version behind an address may change. What jobs and scripts are there is never kept.
 */
const unchanging = { ttlMs: 3_600_000, cacheScope: "public" } as const

/** How long answers of the revision of 2026-07-28 may be kept; the default is not at all. */
export const cacheHints: NonNullable<ServerOptions["cacheHints"]> = {
  "server/discover": unchanging,
  "tools/list": unchanging,
  "resources/templates/list": unchanging,
}

/** What every client is told about when to use which tool. A model reads it in each session. */
export const instructions = `Runs Python on this machine, without a sandbox.
- Script or snippet: run_script_in_dir. With packages and exact versions: run_script_with_dependencies. To measure: benchmark_script, compare_scripts; where the time goes: run_script_profile; clean code: format_code, static_analysis. To keep: py_save_script, then py_run_saved_script.
- A run over its budget (20 s by default) is not lost: it goes on as a job. You get {job_id, status: "running"}, or a task of that id where the client knows tasks. Then wait_for_jobs (50 s a call), stream_deltas (only new output), py_job_status (progress, result). For long work start with async_mode: true.
- kill_job ends a job with all its processes. Jobs outlive the conversation: py_list_jobs.
- A script that fails is an answer (status "failed", reason, exit_code), not a tool error.
- Answers shorten output; stream_deltas reads every byte. The same as resources, to read or subscribe to: job://{job_id} (state), job-stream://{job_id} (output), job-file://{job_id}/{path} (files it left), script://{name}.
- Many runs with the same packages: environment_create_persistent once, then environment: its name.`
