import { describe } from "@effect/vitest"
import { badInputScene, type Case } from "../support/BadInputScene.ts"

// Numbers out of their range, and words that are none of a few.

const { inline, refuses } = badInputScene()

const cases: ReadonlyArray<Case> = [
  [
    "a negative time limit",
    "run_script_in_dir",
    { ...inline, timeout_seconds: -1 },
    "timeout_seconds",
    "-1",
  ],
  [
    "half a second as a limit",
    "run_script_in_dir",
    { ...inline, timeout_seconds: 0.5 },
    "timeout_seconds",
    "0.5",
  ],
  [
    "a limit beyond a year",
    "run_script_in_dir",
    { ...inline, timeout_seconds: 1e12 },
    "timeout_seconds",
    "1000000000000",
  ],
  [
    "a limit as text",
    "run_script_in_dir",
    { ...inline, timeout_seconds: "5" },
    "timeout_seconds",
    '"5"',
  ],
  [
    "a sample interval of nothing",
    "benchmark_script",
    { script_content: "1", sample_interval: 0 },
    "sample_interval",
    "0",
  ],
  [
    "a sample interval too long",
    "benchmark_script",
    { script_content: "1", sample_interval: 61 },
    "sample_interval",
    "61",
  ],
  ["no memory at all", "run_script_in_dir", { ...inline, max_memory_mb: 0 }, "max_memory_mb", "0"],
  [
    "half a megabyte",
    "run_script_in_dir",
    { ...inline, max_memory_mb: 0.5 },
    "max_memory_mb",
    "0.5",
  ],
  [
    "no CPU time at all",
    "run_script_in_dir",
    { ...inline, max_cpu_seconds: 0 },
    "max_cpu_seconds",
    "0",
  ],
  [
    "output of less than nothing",
    "run_script_in_dir",
    { ...inline, max_output_bytes: -1 },
    "max_output_bytes",
    "-1",
  ],
  [
    "processes as text",
    "run_script_in_dir",
    { ...inline, max_processes: "five" },
    "max_processes",
    "five",
  ],
  [
    "a profiler that is none",
    "run_script_profile",
    { script_content: "1", profiler: "gprof" },
    "profiler",
    "gprof",
    "sampling",
  ],
  [
    "a sort that the profiler does not know",
    "run_script_profile",
    { script_content: "1", profiler: "memory", sort: "calls" },
    "calls",
    "bytes or blocks",
  ],
  ["a profile of nothing", "run_script_profile", { script_content: "1", top: 0 }, "top", "0"],
  ["a profile of all", "run_script_profile", { script_content: "1", top: 201 }, "top", "201"],
  ["pages of three bytes", "stream_deltas", { job_id: "x", max_bytes: 3 }, "max_bytes", "3"],
  [
    "pages too large",
    "stream_deltas",
    { job_id: "x", max_bytes: 1_048_577 },
    "max_bytes",
    "1048577",
  ],
  ["a broken cursor", "stream_deltas", { job_id: "x", stdout_cursor: 1.5 }, "stdout_cursor", "1.5"],
  ["a negative wait", "stream_deltas", { job_id: "x", wait_seconds: -1 }, "wait_seconds", "-1"],
  [
    "an unknown encoding",
    "stream_deltas",
    { job_id: "x", encoding: "latin1" },
    "encoding",
    "latin1",
  ],
  ["no jobs to wait for", "wait_for_jobs", { job_ids: [] }, "- job_ids: []"],
  [
    "a negative patience",
    "wait_for_jobs",
    { job_ids: ["x"], timeout_seconds: -1 },
    "timeout_seconds",
    "-1",
  ],
  ["an unknown way of waiting", "wait_for_jobs", { job_ids: ["x"], mode: "some" }, "mode", "some"],
  ["an unknown status", "py_list_jobs", { status_filter: "done" }, "status_filter", "done"],
  ["a list of nothing", "py_list_jobs", { limit: 0 }, "limit", "0"],
  ["a list without end", "py_list_jobs", { limit: 100_000 }, "limit", "100000"],
  ["jobs of the future", "py_prune_jobs", { max_age_hours: -1 }, "max_age_hours", "-1"],
]

describe("Fault 29: a bad number or word", () => refuses(cases))
