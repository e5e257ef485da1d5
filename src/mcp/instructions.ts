/** What every client is told about when to use which tool. A model reads it in each session. */
export const instructions = `Runs Python here, on this machine, without a sandbox.
- One script or snippet: run_script_in_dir. With packages and exact versions: run_script_with_dependencies. To measure: benchmark_script.
- A run over 20 s is not lost: the answer is {job_id, status: "running"} and it goes on. Then wait_for_jobs (waits up to 50 s), stream_deltas (only new output, by cursor), py_job_status (progress, result). For long work start with async_mode: true.
- To end one with all its processes: kill_job. Jobs outlive the conversation: py_list_jobs.
- A script that fails is an answer (status "failed", reason, exit_code), not a tool error. Long output is shortened in answers; stream_deltas reads every byte.`
