import { dirname, join } from "node:path"
import type { ProjectPlace } from "./ProjectPlace.ts"

/** A lock that uv has written, and how uv is asked about it. */
export interface LockPlace {
  readonly lock: string
  /** Where the paths in it begin. */
  readonly root: string
  /** The file whose packages it pins. */
  readonly declaredIn: string
  /** Options of `uv export`. */
  readonly target: ReadonlyArray<string>
  /** What to do where it does not fit what it is for; whoever reads it may have no uv. */
  readonly wayOut: string
}

/** A project's uv.lock; the project itself is not to be installed. */
export const projectLock = ({ folder, root }: ProjectPlace): LockPlace => ({
  lock: join(root, "uv.lock"),
  root,
  declaredIn: join(folder, "pyproject.toml"),
  target: ["--directory", folder, "--no-emit-project"],
  wayOut: `Run \`uv lock\` in ${folder}, or use project "sync", which brings the lock up to date.`,
})

/** What `uv lock --script` writes beside a script. */
export const scriptLock = (script: string): LockPlace => ({
  lock: `${script}.lock`,
  root: dirname(script),
  declaredIn: script,
  target: ["--script", script],
  wayOut: `Run \`uv lock --script ${script}\`, or delete ${script}.lock, then run again.`,
})
