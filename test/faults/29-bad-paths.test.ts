import { join } from "node:path"
import { describe } from "@effect/vitest"
import { badInputScene, type Case } from "../support/BadInputScene.ts"

// What a run names: scripts, directories, files, arguments, variables.

const { folder, inFolder, inline, user, refuses } = badInputScene()

const nul = "a\0b"

const cases: ReadonlyArray<Case> = [
  [
    "two sources",
    "run_script_in_dir",
    { ...inline, script_path: "good.py" },
    "script_path",
    "script_content",
    "exactly one",
  ],
  [
    "no source",
    "run_script_in_dir",
    { directory: folder },
    "script_path",
    "script_content",
    "exactly one",
  ],
  ["no source for packages", "run_script_with_dependencies", {}, "script_path", "script_content"],
  ["no source for a benchmark", "benchmark_script", {}, "script_path", "script_content"],
  ["no source in the background", "run_script_in_dir_async", { directory: folder }, "script_path"],
  [
    "an unknown directory",
    "run_script_in_dir",
    { ...inline, directory: "/no/such" },
    "directory",
    "/no/such",
    "does not exist",
  ],
  [
    "an unknown relative directory",
    "run_script_in_dir",
    { ...inline, directory: "nowhere" },
    inFolder("nowhere"),
  ],
  [
    "an unknown directory at home",
    "run_script_in_dir",
    { ...inline, directory: "~/nowhere" },
    join(user, "nowhere"),
  ],
  [
    "an empty directory name",
    "run_script_in_dir",
    { ...inline, directory: "" },
    "directory",
    "empty",
  ],
  [
    "a file as a directory",
    "run_script_in_dir",
    { ...inline, directory: inFolder("good.py") },
    inFolder("good.py"),
    "not a directory",
  ],
  [
    "a path through a file",
    "run_script_in_dir",
    { ...inline, directory: inFolder("good.py/x") },
    inFolder("good.py/x"),
    "does not exist",
  ],
  [
    "an unknown script",
    "run_script_in_dir",
    { directory: folder, script_path: "no.py" },
    inFolder("no.py"),
    "does not exist",
  ],
  [
    "an unknown script at home",
    "run_script_with_dependencies",
    { script_path: "~/no.py" },
    join(user, "no.py"),
  ],
  [
    "a directory as a script",
    "run_script_in_dir",
    { directory: folder, script_path: "a-directory" },
    inFolder("a-directory"),
    "not a file",
  ],
  [
    "a FIFO as a script",
    "run_script_in_dir",
    { directory: folder, script_path: "fifo" },
    inFolder("fifo"),
    "not a file",
  ],
  [
    "a device as a script",
    "run_script_in_dir",
    { directory: folder, script_path: "/dev/zero" },
    "/dev/zero",
    "not a file",
  ],
  [
    "NUL in a path",
    "run_script_in_dir",
    { directory: folder, script_path: nul },
    "script_path",
    "NUL",
  ],
  ["NUL in a directory", "run_script_in_dir", { ...inline, directory: nul }, "directory", "NUL"],
  [
    "a path longer than any",
    "run_script_in_dir",
    { directory: folder, script_path: "x".repeat(5000) },
    "script_path",
  ],
  [
    "NUL in an argument",
    "run_script_in_dir",
    { ...inline, args: ["ok", nul] },
    "args.1",
    "a\\u0000b",
    "NUL",
  ],
  [
    "NUL in a variable",
    "run_script_in_dir",
    { ...inline, env_vars: { A: nul } },
    "env_vars",
    "A",
    "NUL",
  ],
  [
    "NUL in a variable's name",
    "run_script_in_dir",
    { ...inline, env_vars: { [nul]: "1" } },
    "env_vars",
    "a\\u0000b",
  ],
  [
    "a variable without a name",
    "run_script_in_dir",
    { ...inline, env_vars: { "": "1" } },
    "env_vars",
    '""',
  ],
  [
    "a variable named with =",
    "run_script_in_dir",
    { ...inline, env_vars: { "A=B": "1" } },
    "env_vars",
    "A=B",
  ],
  [
    "a variable that is a number",
    "run_script_in_dir",
    { ...inline, env_vars: { A: 1 } },
    "env_vars",
    "A",
    "1",
  ],
  [
    "an unknown env_file",
    "run_script_in_dir",
    { ...inline, env_file: "no.env" },
    "env_file",
    inFolder("no.env"),
    "does not exist",
  ],
  [
    "a directory as env_file",
    "run_script_in_dir",
    { ...inline, env_file: "a-directory" },
    "env_file",
    inFolder("a-directory"),
  ],
  [
    "a FIFO as env_file",
    "run_script_in_dir",
    { ...inline, env_file: "fifo" },
    "env_file",
    inFolder("fifo"),
  ],
  [
    "an env_file that is not UTF-8",
    "run_script_in_dir",
    { ...inline, env_file: "latin1.env" },
    inFolder("latin1.env"),
    "UTF-8",
  ],
]

describe("Fault 29: a bad script, path or variable", () => refuses(cases))
