import { Order, Schema } from "effect"
import { compare, isPrerelease, newestFirst } from "../domain/PythonVersion.ts"

/** What an interpreter says about itself, asked once and kept until its file changes. */
export const InterpreterFacts = Schema.Struct({
  /** Its own `sys.executable`: for a shim, the interpreter behind it. */
  executable: Schema.String,
  /** The binary at the end of all links, the one that a virtual environment was made from. */
  base_executable: Schema.String,
  /** As PEP 440 writes it: "3.13.0", "3.14.0rc1". */
  version: Schema.String,
  prefix: Schema.String,
  base_prefix: Schema.String,
  /** "cpython", "pypy", … */
  implementation: Schema.String,
  is_venv: Schema.Boolean,
  free_threaded: Schema.Boolean,
  is_64bit: Schema.Boolean,
})
export type InterpreterFacts = typeof InterpreterFacts.Type

/** Where an interpreter was found. */
export type InterpreterOrigin =
  | "setting"
  | "active"
  | "path"
  | "pyenv"
  | "asdf"
  | "mise"
  | "uv"
  | "conda"
  | "system"
  | "given"

/** A Python that can run scripts. */
export interface Interpreter {
  /** To start it: absolute and never a shim. In a virtual environment, the environment's own. */
  readonly path: string
  /** The binary at the end of all links. */
  readonly realPath: string
  /** The full version, such as "3.13.0". */
  readonly version: string
  readonly prefix: string
  readonly basePrefix: string
  readonly isVenv: boolean
  readonly freeThreaded: boolean
  readonly implementation: string
  readonly source: InterpreterOrigin
}

/** The question to an interpreter. It runs without `site`, so the folder tells a virtual environment. */
export const query = `
import json, os, sys
major, minor, micro, level, serial = sys.version_info[:5]
suffix = {"alpha": "a", "beta": "b", "candidate": "rc"}.get(level)
root = os.path.dirname(os.path.dirname(sys.executable))
is_venv = os.path.isfile(os.path.join(root, "pyvenv.cfg"))
print(json.dumps({
    "executable": sys.executable,
    "base_executable": os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable),
    "version": "%d.%d.%d" % (major, minor, micro) + ("%s%d" % (suffix, serial) if suffix else ""),
    "prefix": root if is_venv else sys.prefix,
    "base_prefix": sys.base_prefix,
    "implementation": sys.implementation.name,
    "is_venv": is_venv,
    "free_threaded": "t" in getattr(sys, "abiflags", ""),
    "is_64bit": sys.maxsize > 2**32,
}))
`

/** An interpreter made of its own words. */
export const fromFacts = (facts: InterpreterFacts, source: InterpreterOrigin): Interpreter => ({
  path: facts.executable,
  realPath: facts.base_executable,
  version: facts.version,
  prefix: facts.prefix,
  basePrefix: facts.base_prefix,
  isVenv: facts.is_venv,
  freeThreaded: facts.free_threaded,
  implementation: facts.implementation,
  source,
})

/** Whether scripts can be run with it at all. */
export const isUsable = ({ version }: Interpreter): boolean => compare(version, "3.8") >= 0

/** Final releases before prereleases, each the newest first, ordinary builds before free-threaded ones. */
export const byPreference: Order.Order<Interpreter> = Order.combineAll([
  Order.mapInput(Order.boolean, ({ version }: Interpreter) => isPrerelease(version)),
  Order.mapInput(newestFirst, ({ version }: Interpreter) => version),
  Order.mapInput(Order.boolean, ({ freeThreaded }: Interpreter) => freeThreaded),
])

/** The environment to start another program's Python in: nothing of ours may change what it says. */
export const withoutPythonVariables = (
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.startsWith("PYTHON") && name !== "VIRTUAL_ENV",
    ),
  )
