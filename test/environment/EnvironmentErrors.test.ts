import { assert, describe, it } from "@effect/vitest"
import {
  EnvFileUnreadable,
  EnvironmentFailed,
  PythonConflict,
  PythonMissing,
} from "../../src/environment/EnvironmentErrors.ts"
import { diagnose, FailureKind } from "../../src/environment/FailureWords.ts"

// As uv 0.13.9 and pip say it.
const words: ReadonlyArray<readonly [string, FailureKind]> = [
  [
    "  × No solution found when resolving dependencies:\n  ╰─▶ Because you require six==1.16.0 and six==1.17.0, we can conclude that your requirements are unsatisfiable.",
    "unsatisfiable",
  ],
  [
    "  × No solution found when resolving dependencies:\n  ╰─▶ Because no-such-thing was not found in the package registry and you require no-such-thing, …",
    "package_not_found",
  ],
  [
    "  × No solution found when resolving dependencies:\n  ╰─▶ Because rich was not found in the cache and you require rich, …\n\n      hint: Packages were unavailable because the network was disabled.",
    "offline",
  ],
  ["error: Request failed after 1 retry\n  Caused by: error sending request for url", "network"],
  [
    "  × Failed to build `psycopg2==2.9`\n  ├─▶ The build backend returned an error",
    "build_failed",
  ],
  ["error: No space left on device (os error 28)", "disk_full"],
  ["error: something that nobody has seen before", "other"],
]

describe("What went wrong with an environment", () => {
  for (const [said, kind] of words) {
    it(`is ${kind} by uv's own words`, () => {
      assert.strictEqual(diagnose(said).kind, kind)
    })
  }

  it("is told with uv's words in the middle and the way out at the end", () => {
    const error = new EnvironmentFailed({
      stage: "installing nope",
      reason: "package_not_found",
      detail: "error: nope was not found in the package registry\n",
    })
    assert.strictEqual(
      error.message,
      "The environment could not be made: installing nope failed, because a package, or a file of it, does not exist in the index (nope):\n\nerror: nope was not found in the package registry\n\nCheck the names in dependencies; a package may be named unlike its module.",
    )
  })
})

describe("Every error of this room", () => {
  const errors = [
    ...FailureKind.literals.map(
      (reason) => new EnvironmentFailed({ stage: "x", reason, detail: "" }),
    ),
    new EnvFileUnreadable({ path: "/x", reason: "no" }),
    new PythonMissing({ request: "Python 3.15", installed: ["3.13.0"], downloads: "off" }),
    new PythonMissing({ request: "python3", installed: [], downloads: "unused" }),
    new PythonConflict({ python_version: "3.8", constraint: ">=3.9", origin: "/pyproject.toml" }),
  ]
  for (const error of errors) {
    it(`ends with a way out: ${error._tag} ${"reason" in error ? error.reason : ""}`, () => {
      assert.match(
        error.message,
        /(?:Correct|Install|Set|Run|run|Ask|Check|Relax|Free|Give|set|raise)[^\n]*\.$/,
      )
    })
  }
})
