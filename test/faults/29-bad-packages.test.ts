import { describe } from "@effect/vitest"
import { badInputScene, type Case } from "../support/BadInputScene.ts"

// Requirements and versions, by the call, a header or a saved script.

const { folder, inline, refuses } = badInputScene()

const cases: ReadonlyArray<Case> = [
  [
    "an option as a requirement",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["--index-url=http://x"] },
    "--index-url=http://x",
  ],
  [
    "a requirements file",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["-r requirements.txt"] },
    "-r requirements.txt",
  ],
  [
    "two requirements in one",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["six\n--pre"] },
    "six",
  ],
  [
    "a relative path as a requirement",
    "run_script_with_dependencies",
    { script_content: "1", dependencies: ["./local"] },
    "./local",
  ],
  [
    "an absolute path as a requirement",
    "benchmark_script",
    { script_content: "1", dependencies: ["/tmp/x.whl"] },
    "/tmp/x.whl",
  ],
  [
    "an empty requirement",
    "run_script_with_dependencies_async",
    { script_content: "1", dependencies: [""] },
    '"" as a dependency',
  ],
  [
    "a version that is none",
    "run_script_in_dir",
    { ...inline, dependencies: ["six===="] },
    "six====",
  ],
  [
    "a Python that is none",
    "run_script_in_dir",
    { ...inline, python_version: "abc" },
    "python_version",
    "abc",
  ],
  [
    "a Python that is an option",
    "run_script_in_dir",
    { ...inline, python_version: "--help" },
    "--help",
  ],
  [
    "a Python that is a path",
    "run_script_in_dir",
    { ...inline, python_version: "/bin/sh" },
    "/bin/sh",
  ],
  ["a Python too old", "run_script_in_dir", { ...inline, python_version: "2.7" }, "2.7"],
  [
    "a Python that is empty",
    "run_script_in_dir",
    { ...inline, python_version: "" },
    "python_version",
  ],
  [
    "a Python that is not installed",
    "run_script_in_dir",
    { ...inline, python_version: "3.29" },
    "3.29",
    "downloads are off",
    "Installed: 3.",
  ],
  [
    "a range nobody has",
    "run_script_in_dir",
    { ...inline, python_version: ">=3.28" },
    ">=3.28",
    "Installed: 3.",
  ],
  [
    "a Python outside the header's",
    "run_script_in_dir",
    { directory: folder, script_path: "header.py", python_version: "3.8" },
    "3.8",
    ">=3.9",
    "header",
  ],
  [
    "a broken header",
    "run_script_in_dir",
    { ...inline, script_content: "# /// script\n# dependencies = [\n# ///\n" },
    "header",
  ],
  [
    "a bad requirement in a header",
    "run_script_in_dir",
    { ...inline, script_content: '# /// script\n# dependencies = ["-e ."]\n# ///\n' },
    "-e .",
  ],
  [
    "packages without uv",
    "run_script_in_dir",
    { ...inline, use_uv: false, dependencies: ["six"] },
    "six",
    "use_uv",
  ],
]

describe("Fault 29: a bad package or version", () => refuses(cases))
