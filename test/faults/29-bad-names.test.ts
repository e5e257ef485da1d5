import { describe } from "@effect/vitest"
import { badInputScene, type Case } from "../support/BadInputScene.ts"

// Names of scripts and ids of jobs.

const { refuses } = badInputScene()

const nul = "a\0b"
const long = "x".repeat(200)

const cases: ReadonlyArray<Case> = [
  [
    "a folder in a script's name",
    "py_save_script",
    { script_name: "a/b", source: "" },
    "script_name",
    "a/b",
  ],
  [
    "a way up as a script's name",
    "py_save_script",
    { script_name: "..", source: "" },
    "script_name",
  ],
  ["a way up to a script", "py_view_script", { script_name: "../jobs/x" }, "script_name"],
  ["a way up to run", "py_run_saved_script", { script_name: "../../x.py" }, "script_name"],
  [
    "an absolute script name",
    "py_view_script",
    { script_name: "/etc/passwd", autosaved: true },
    "script_name",
  ],
  ["an empty script name", "py_save_script", { script_name: "", source: "" }, "script_name"],
  ["a hidden script", "py_save_script", { script_name: ".hidden", source: "" }, "script_name"],
  ["NUL in a script's name", "py_save_script", { script_name: nul, source: "" }, "script_name"],
  [
    "a script's name without end",
    "py_save_script",
    { script_name: long, source: "" },
    "script_name",
  ],
  [
    "an unknown script to run",
    "py_run_saved_script",
    { script_name: "nobody" },
    "nobody",
    "py_list_scripts",
  ],
  [
    "an unknown script to view",
    "py_view_script",
    { script_name: "nobody" },
    "nobody",
    "py_list_scripts",
  ],
  [
    "an unknown kept script",
    "py_view_script",
    { script_name: "nobody", autosaved: true },
    "nobody",
    "py_list_scripts",
  ],
  [
    "a bad requirement to save",
    "py_save_script",
    { script_name: "a", source: "", dependencies: ["-e ."] },
    "-e .",
  ],
  [
    "a bad Python to save",
    "py_save_script",
    { script_name: "a", source: "", requires_python: "three" },
    "three",
    "requires_python",
  ],
  [
    "Markdown of another kind",
    "py_list_jobs",
    { markdown_output: "yes" },
    "markdown_output",
    '"yes"',
  ],
  ...["get_job_output", "kill_job", "py_job_status", "py_cancel_job", "stream_deltas"].flatMap(
    (tool): ReadonlyArray<Case> => [
      [`an unknown job (${tool})`, tool, { job_id: "01ABC" }, "01ABC", "py_list_jobs"],
      [`a way up as a job (${tool})`, tool, { job_id: "../../x" }, "job_id", "../../x"],
      [`an empty job id (${tool})`, tool, { job_id: "" }, "job_id"],
      [`NUL in a job id (${tool})`, tool, { job_id: nul }, "job_id"],
    ],
  ),
  ["an unknown job among others", "wait_for_jobs", { job_ids: ["01ABC"] }, "01ABC", "py_list_jobs"],
]

describe("Fault 29: a bad name", () => refuses(cases))
