import { Option } from "effect"
import type { ExecutionStrategy } from "../domain/JobFiles.ts"
import type { CachedEnvironment } from "./EnvironmentCache.ts"
import { pythonOf } from "./EnvironmentFolders.ts"
import type { Interpreter } from "./Interpreter.ts"

/** An environment that is ready: the script can start on it at once. */
export interface PreparedEnvironment {
  readonly strategy: ExecutionStrategy
  /** The interpreter to start, absolute and never a shim. */
  readonly python: string
  readonly pythonVersion: string
  /** What VIRTUAL_ENV is to be; none for a bare interpreter. */
  readonly prefix: Option.Option<string>
  /** All that is installed in it, "name==version", sorted. */
  readonly pins: ReadonlyArray<string>
  /** Folders whose modules the script can import, beside what is installed. */
  readonly importFrom: ReadonlyArray<string>
  /** What was decided or ignored, for people. */
  readonly notes: ReadonlyArray<string>
  /** What a lock came to, where it was made from one. */
  readonly order?: InstallOrder
}

/** What an environment is installed from. */
interface InstallOrder {
  /** Canonical. */
  readonly requirements: ReadonlyArray<string>
  readonly uvOptions: ReadonlyArray<string>
}

/** One of the cache. */
export const managed = (
  { version }: Pick<Interpreter, "version">,
  { prefix, pins }: Pick<CachedEnvironment, "prefix" | "pins">,
  importFrom: ReadonlyArray<string>,
  notes: ReadonlyArray<string>,
): PreparedEnvironment => ({
  strategy: "uv-run",
  python: pythonOf(prefix),
  pythonVersion: version,
  prefix: Option.some(prefix),
  pins,
  importFrom,
  notes,
})

/** An interpreter, or an environment that somebody else keeps. */
export const asItIs = (
  strategy: ExecutionStrategy,
  { path, version, isVenv, prefix }: Interpreter,
  pins: ReadonlyArray<string>,
  notes: ReadonlyArray<string>,
): PreparedEnvironment => ({
  strategy,
  python: path,
  pythonVersion: version,
  prefix: isVenv ? Option.some(prefix) : Option.none(),
  pins,
  importFrom: [],
  notes,
})
