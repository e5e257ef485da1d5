import type { FailureKind } from "../../src/environment/FailureWords.ts"
import { pipOptions } from "../../src/environment/Pip.ts"
import { python } from "../support/Python.ts"

/** One way in which uv fails, provoked for real. */
export interface FailureRow {
  /** Of its golden file. */
  readonly name: string
  readonly kind: FailureKind
  /** uv, where it is not told; pip takes the place of uv where there is none. */
  readonly tool?: "pip"
  /** Its arguments; `$folder` is a folder of the row's own, `$index` the index that misbehaves. */
  readonly args: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
  /** Into the row's folder. */
  readonly files?: Readonly<Record<string, string>>
}

const install = (...requirements: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...["pip", "install", "--color", "never", "--python", python, "--target", "$folder/target"],
  ...["--", ...requirements],
]

/** As our own installation by pip has it. */
const byPip = (name: string, kind: FailureKind, ...requirements: ReadonlyArray<string>) => ({
  name,
  kind,
  tool: "pip" as const,
  args: [
    ...["-m", "pip", "install", ...pipOptions, "--no-cache-dir", "--target", "$folder/target"],
    ...["--", ...requirements],
  ],
})

const project = (dependency: string) =>
  `[project]\nname = "mine"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = ["${dependency}"]\n`

const lock = (requirement: string) =>
  `version = 1\nrevision = 3\nrequires-python = ">=3.8"\n\n[[package]]\nname = "mine"\nversion = "1"\nsource = { virtual = "." }\n\n[package.metadata]\nrequires-dist = [{ name = "${requirement}" }]\n`

const sync = ["sync", "--color", "never", "--python", python, "--project", "$folder"]

const dead = "http://127.0.0.1:9"

/** The rows of the table, those of the network against an index that misbehaves by the package's name. */
export const failureRows: ReadonlyArray<FailureRow> = [
  { name: "requirement-syntax", kind: "requirement_invalid", args: install("tiny==") },
  { name: "requirement-version", kind: "requirement_invalid", args: install("tiny==one") },
  { name: "two-versions", kind: "unsatisfiable", args: install("tiny==1.0", "tiny==2.0") },
  { name: "dependency-conflict", kind: "unsatisfiable", args: install("picky", "tiny==1.0") },
  { name: "python-too-old", kind: "unsatisfiable", args: install("from-the-future") },
  { name: "no-such-version", kind: "unsatisfiable", args: install("tiny==9.9") },
  { name: "no-such-package", kind: "package_not_found", args: install("no-such-package") },
  { name: "no-such-dependency", kind: "package_not_found", args: install("wants-nobody") },
  {
    name: "no-such-url",
    kind: "package_not_found",
    args: install("tiny @ $origin/nowhere/tiny-1.0-py3-none-any.whl"),
  },
  {
    name: "no-such-path",
    kind: "package_not_found",
    args: install("tiny @ file://$folder/tiny-1.0-py3-none-any.whl"),
  },
  { name: "other-platform", kind: "no_wheel", args: install("elsewhere") },
  {
    name: "source-only",
    kind: "no_wheel",
    args: ["pip", "install", "--only-binary", ":all:", ...install("unbuildable").slice(2)],
  },
  { name: "build-raises", kind: "build_failed", args: install("unbuildable") },
  { name: "build-needs-what-is-missing", kind: "build_failed", args: install("needs-cython") },
  {
    name: "offline-file",
    kind: "offline",
    args: install("tiny @ $origin/files/tiny-1.0-py3-none-any.whl"),
    env: { UV_OFFLINE: "1" },
  },
  { name: "offline", kind: "offline", args: install("never-seen"), env: { UV_OFFLINE: "1" } },
  {
    name: "refused",
    kind: "network",
    args: install("tiny"),
    env: { UV_DEFAULT_INDEX: `${dead}/simple` },
  },
  {
    name: "no-such-host",
    kind: "network",
    args: install("tiny"),
    env: { UV_DEFAULT_INDEX: "http://index.invalid/simple" },
  },
  {
    name: "dead-proxy",
    kind: "network",
    args: install("tiny"),
    env: { UV_DEFAULT_INDEX: "http://index.invalid/simple", HTTP_PROXY: dead },
  },
  { name: "hangs", kind: "network", args: install("hangs"), env: { UV_HTTP_TIMEOUT: "1" } },
  { name: "resets", kind: "network", args: install("resets") },
  { name: "resets-in-the-page", kind: "network", args: install("half-a-page") },
  { name: "resets-in-the-wheel", kind: "network", args: install("half-a-wheel") },
  { name: "status-500", kind: "network", args: install("status-500") },
  { name: "status-503-for-the-wheel", kind: "network", args: install("wheel-503") },
  { name: "status-429", kind: "network", args: install("status-429") },
  { name: "status-401", kind: "unauthorized", args: install("status-401") },
  { name: "status-403", kind: "unauthorized", args: install("status-403") },
  { name: "wheel-401", kind: "unauthorized", args: install("wheel-401") },
  { name: "wheel-403", kind: "unauthorized", args: install("wheel-403") },
  { name: "wheel-404", kind: "package_not_found", args: install("wheel-404") },
  { name: "garbage-page", kind: "index_broken", args: install("garbage-page") },
  { name: "garbage-wheel", kind: "index_broken", args: install("garbage-wheel") },
  { name: "truncated-wheel", kind: "index_broken", args: install("truncated-wheel") },
  { name: "wrong-hash", kind: "hash_mismatch", args: install("wrong-hash") },
  {
    name: "unknown-certificate",
    kind: "certificate",
    args: install("tiny"),
    env: { UV_DEFAULT_INDEX: "$secure" },
  },
  {
    name: "no-tls-there",
    kind: "network",
    args: install("tiny"),
    env: { UV_DEFAULT_INDEX: "https://$authority/simple" },
  },
  {
    name: "no-such-repository",
    kind: "git_failed",
    args: install("tiny @ git+file://$folder/nowhere"),
  },
  {
    name: "no-such-python",
    kind: "python_missing",
    args: ["venv", "--color", "never", "--python", "3.99", "$folder/venv"],
  },
  {
    name: "lock-outdated",
    kind: "lock_outdated",
    args: [...sync, "--locked"],
    files: { "pyproject.toml": project("tiny"), "uv.lock": lock("other") },
  },
  {
    name: "lock-missing",
    kind: "lock_outdated",
    args: [...sync, "--frozen"],
    files: { "pyproject.toml": project("tiny") },
  },
  {
    name: "lock-unreadable",
    kind: "lock_outdated",
    args: [...sync, "--locked"],
    files: { "pyproject.toml": project("tiny"), "uv.lock": "= nonsense" },
  },
  {
    name: "settings-syntax",
    kind: "settings_invalid",
    args: install("tiny"),
    env: { UV_CONFIG_FILE: "$folder/uv.toml" },
    files: { "uv.toml": "index-url = " },
  },
  {
    name: "settings-variable",
    kind: "settings_invalid",
    args: install("tiny"),
    env: { UV_HTTP_RETRIES: "many" },
  },
  {
    name: "disk-full",
    kind: "disk_full",
    args: install("large"),
    env: { UV_CACHE_DIR: "$smallDisk" },
  },
  byPip("no-such-package", "package_not_found", "no-such-package"),
  byPip("no-such-version", "unsatisfiable", "tiny==9.9"),
  byPip("two-versions", "unsatisfiable", "tiny==1.0", "tiny==2.0"),
  byPip("dependency-conflict", "unsatisfiable", "picky", "tiny==1.0"),
  byPip("other-platform", "package_not_found", "elsewhere"),
  byPip("build-raises", "build_failed", "unbuildable"),
  byPip("wrong-hash", "hash_mismatch", "wrong-hash"),
  // pip does not tell why it was given no versions.
  byPip("status-401", "package_not_found", "status-401"),
  byPip("resets", "network", "resets"),
  byPip("wheel-404", "package_not_found", "wheel-404"),
  { ...byPip("refused", "network", "tiny"), env: { PIP_INDEX_URL: `${dead}/simple` } },
]
