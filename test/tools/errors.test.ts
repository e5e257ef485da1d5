import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { JobNotFound, JobNotStoppable, StoreUnavailable } from "../../src/domain/Job.ts"
import { SpawnFailed } from "../../src/domain/Process.ts"
import { LockFileInvalid } from "../../src/domain/Pylock.ts"
import { PythonVersionInvalid } from "../../src/domain/PythonVersion.ts"
import { RequirementInvalid } from "../../src/domain/RequirementInvalid.ts"
import { RequirementsFileInvalid } from "../../src/domain/RequirementsFile.ts"
import { ArgumentsInvalid, PathInvalid } from "../../src/domain/Run.ts"
import { ScriptNotFound } from "../../src/domain/Script.ts"
import { ScriptHeaderInvalid } from "../../src/domain/ScriptHeader.ts"
import { UvSettingRefused } from "../../src/domain/UvPlaces.ts"
import {
  EnvFileUnreadable,
  EnvironmentFailed,
  EnvironmentInUse,
  EnvironmentNotFound,
  PythonConflict,
  PythonMissing,
} from "../../src/environment/EnvironmentErrors.ts"
import { EnvironmentNameTaken } from "../../src/environment/EnvironmentNaming.ts"
import { FailureKind } from "../../src/environment/FailureWords.ts"
import { LocalDependencyRefused } from "../../src/environment/LocalDependencies.ts"
import { EnvironmentBeingMade, EnvironmentUnreadable } from "../../src/environment/NamedErrors.ts"
import { ProjectUnusable } from "../../src/environment/ProjectErrors.ts"
import { TurnFailed } from "../../src/execution/ScriptTurns.ts"
import { CannotListen, TokenRequired, TokenUnusable } from "../../src/http/HttpErrors.ts"
import { ClientGone } from "../../src/http/HttpExchange.ts"
import { WorkFileNotFound, WorkFileUnreadable } from "../../src/jobs/WorkFiles.ts"
import { Unreadable } from "../../src/processes/DurableFiles.ts"
import { ProbeFailed } from "../../src/processes/ProbeFailed.ts"
import {
  CodeInvalid,
  CodeTooLarge,
  ToolFailed,
  ToolsFailed,
} from "../../src/quality/QualityErrors.ts"
import { RunNotCarriedOut } from "../../src/runs/RunNotCarriedOut.ts"
import { PythonNotInstalled } from "../../src/tools/python.ts"
import { CursorInvalid, ResourceNotFound, ResourceUnreadable } from "../../src/tools/Resource.ts"
import { UnknownTool } from "../../src/tools/ToolRegistry.ts"
import { wellEnded } from "../support/Jobs.ts"

const reason = "it is the wrong one"

/** One of each, with what its message must name. */
const samples = [
  [new JobNotFound({ job_id: "job-7" }), ["job-7"]],
  [new JobNotStoppable({ job_id: "job-7", owner: "host-8" }), ["job-7", "host-8"]],
  [new StoreUnavailable({ path: "/state", reason }), ["/state", reason]],
  [new StoreUnavailable({ path: "/state", reason, code: "ENOSPC" }), ["/state", "job_cleanup"]],
  [new SpawnFailed({ command: "/bin/python", reason }), ["/bin/python", reason]],
  [new PathInvalid({ argument: "directory", path: "/x", reason }), ["directory", "/x", reason]],
  [new ArgumentsInvalid({ reason, wayOut: "Give another" }), [reason]],
  [new ScriptNotFound({ script_name: "report", path: "/x/report.py" }), ["report", "/x/report.py"]],
  [new ScriptHeaderInvalid({ reason }), [reason]],
  [new PythonVersionInvalid({ version: "3.x.y", reason }), ["3.x.y", reason]],
  [new RequirementInvalid({ requirement: "a b", reason }), ["a b", reason]],
  [
    new LocalDependencyRefused({ requirement: "a @ file:///x", reason, wayOut: "Correct it" }),
    ["a @ file:///x", reason],
  ],
  [new EnvFileUnreadable({ path: "/x/.env", reason }), ["/x/.env", reason]],
  ...FailureKind.literals.map(
    (kind) =>
      [
        new EnvironmentFailed({ stage: "installing six", reason: kind, detail: "its words" }),
        ["installing six", "its words"],
      ] as const,
  ),
  [
    new PythonMissing({ request: "Python 3.99", installed: ["3.13.1"], downloads: "off" }),
    ["3.99", "3.13.1"],
  ],
  [new PythonMissing({ request: "Python 3.99", installed: [], downloads: "unused" }), ["3.99"]],
  [
    new PythonConflict({
      python_version: "3.9",
      constraint: ">=3.11",
      origin: "/x/pyproject.toml",
    }),
    ["3.9", ">=3.11", "/x/pyproject.toml"],
  ],
  [
    new LockFileInvalid({ path: "/x/uv.lock", reason, wayOut: "Give another" }),
    ["/x/uv.lock", reason],
  ],
  [
    new ProjectUnusable({ project: "sync", folder: "/x", reason }),
    ['project "sync"', "/x", reason],
  ],
  [
    new UvSettingRefused({
      key: "tool.uv.index",
      origin: "the script's header",
      reason,
      wayOut: "Take it out",
    }),
    ["tool.uv.index", "the script's header", reason],
  ],
  [
    new RequirementsFileInvalid({ path: "/x/requirements.txt", line: 3, reason }),
    ["/x/requirements.txt", "line 3", reason],
  ],
  [new EnvironmentNotFound({ environment: "tools" }), ["tools"]],
  [
    new EnvironmentInUse({ environment: "tools", jobs: ["job-7"] }),
    ["tools", "job job-7. End it with kill_job"],
  ],
  [
    new EnvironmentInUse({ environment: "tools", jobs: ["job-7", "job-8"] }),
    ["jobs job-7, job-8. End them with kill_job"],
  ],
  [new EnvironmentUnreadable({ environment: "tools", reason }), ["tools", reason]],
  [new EnvironmentBeingMade({ environment: "tools", job_id: "job-7" }), ["tools", "job-7"]],
  [new EnvironmentInUse({ environment: "tools", jobs: [] }), ["tools"]],
  [
    new EnvironmentNameTaken({ name: "tools", python_version: "3.13.1", requirements: ["six"] }),
    ["tools", "3.13.1", "six", "overwrite"],
  ],
  [new Unreadable({ path: "/x.json", reason }), ["/x.json", reason]],
  [new ProbeFailed({ command: "/bin/uv", reason }), ["/bin/uv", reason]],
  [new TurnFailed({ reason: "Run 2 of 3 failed.", end: wellEnded }), ["Run 2 of 3"]],
  [new RunNotCarriedOut({ job_id: "job-7", reason: "It failed." }), ["job-7", "It failed."]],
  [
    new WorkFileNotFound({ job_id: "01ABC", path: "a.txt", reason: "is gone", known: ["b.txt"] }),
    ["01ABC", "a.txt", "is gone", "b.txt"],
  ],
  [
    new WorkFileNotFound({ job_id: "01ABC", path: "a.txt", reason: "is gone", known: [] }),
    ["01ABC", "a.txt", "is gone"],
  ],
  [new WorkFileUnreadable({ path: "/x/a.bin", reason }), ["/x/a.bin", reason]],
  [new PythonNotInstalled({ version: "2.7", versions: ["3.13.1"] }), ["2.7", "3.13.1"]],
  [new CursorInvalid({ cursor: "x" }), ["x"]],
  [
    new ResourceUnreadable({ uri: "job-file://x/a", reason: `${reason}. Read it from disk.` }),
    ["job-file://x/a", reason],
  ],
  [
    new ResourceNotFound({
      uri: "job-stream://x",
      reason: new JobNotFound({ job_id: "x" }).message,
    }),
    ["job-stream://x"],
  ],
  ...["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "ENOTFOUND", "EWHATEVER"].map(
    (code) => [new CannotListen({ host: "10.1.2.3", port: 80, code }), ["10.1.2.3", "80"]] as const,
  ),
  [new TokenRequired({ host: "0.0.0.0" }), ["0.0.0.0", "PYTHON_MCP_HTTP_TOKEN"]],
  [new TokenUnusable({ path: "/state/http-token", reason }), ["/state/http-token", reason]],
  [new ClientGone(), []],
  [new UnknownTool({ name: "nosuch" }), ["nosuch"]],
  [new ToolFailed({ tool: "bandit", reason }), ["bandit", reason]],
  [
    new ToolsFailed({
      failures: ["ruff", "mypy"].map((tool) => ({
        tool,
        message: new ToolFailed({ tool, reason }).message,
      })),
    }),
    ["ruff", "mypy", reason],
  ],
  [new CodeInvalid({ tool: "black", reason, line: 3, column: 7 }), ["line 3, column 7", reason]],
  [new CodeInvalid({ tool: "black", reason, line: null, column: null }), ["black", reason]],
  [
    new CodeTooLarge({ what: "code", bytes: 9, most: 8, wayOut: "Give a file" }),
    ["code", "9", "8"],
  ],
] as const

/** What people and models are told to do, or what shows them more. */
const wayOut =
  /^(Ask|Check|Choose|Correct|End|Free|Give|Install|List|Mend|Read|Relax|Remove|Run|Save|Send|Set|Take|Try|Write)\b|^The attempt is recorded as job .* shows it\.$/

const lastSentence = (message: string): string =>
  message.split(/(?<=[.!?])\s+(?=[A-Z])|\n\n/).at(-1) ?? ""

/** What tells it from others of its tag. */
const kindOf = (error: object): string => {
  const { code, reason = code } = Object(error)
  return reason === undefined ? "" : ` (${reason})`
}

describe("the message of", () => {
  for (const [error, named] of samples) {
    it(`${error._tag}${kindOf(error)} says what is wrong, with the value, and ends with a way out`, () => {
      for (const word of named) assert.include(error.message, word)
      assert.match(lastSentence(error.message), wayOut, error.message)
      assert.match(error.message, /\.$/)
    })
  }
})

describe("the errors above", () => {
  it("are all that there are", () => {
    const src = resolve(import.meta.dirname, "../../src")
    const declared = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => [
        ...readFileSync(join(src, name), "utf8").matchAll(
          /class (\w+) extends Schema\.TaggedError/g,
        ),
      ])
      .map(([, name]) => name)
    assert.sameMembers([...new Set(samples.map(([error]) => error._tag))], declared)
  })
})
