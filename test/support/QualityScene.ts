import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
} from "node:fs"
import { dirname, join, relative } from "node:path"
import { plainEnvironment } from "./Python.ts"

/** The real tools, from the environments that a server has made for itself. */
export const toolsOf = (home: string) => {
  const environments = join(home, "environments")
  const prefixOf = (file: string): string => {
    const name = readdirSync(environments).find((one) => existsSync(join(environments, one, file)))
    if (name === undefined) throw new Error(`no environment has ${file}`)
    return join(environments, name)
  }
  const commandOf = (tool: string): ReadonlyArray<string> => {
    const prefix = prefixOf(`bin/${tool}`)
    return tool === "ruff"
      ? [join(prefix, "bin/ruff")]
      : [join(prefix, "bin/python"), "-I", "-X", "utf8", "-m", tool]
  }
  return {
    /** As somebody would run it in a terminal. */
    run: (tool: string, args: ReadonlyArray<string>, cwd: string): string => {
      const [program = "", ...first] = commandOf(tool)
      const options = {
        cwd,
        encoding: "utf8",
        env: plainEnvironment(),
        maxBuffer: 2 ** 28,
      } as const
      const { stdout, error } = spawnSync(program, [...first, ...args], options)
      if (error !== undefined) throw error
      return stdout
    },
    /** Where the packages of a tool's environment are: real ones from PyPI. */
    packages: (tool: string): string => {
      const lib = join(prefixOf(`bin/${tool}`), "lib")
      return join(
        lib,
        readdirSync(lib).find((name) => name.startsWith("python")) ?? "",
        "site-packages",
      )
    },
  }
}

/** Everything below a folder: names, kinds, modes, owners and contents. */
export const treeOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => {
        const path = join(folder, name)
        const info = lstatSync(path)
        const kind = `${info.mode.toString(8)} ${info.uid}:${info.gid}`
        if (info.isSymbolicLink()) return [name, `${kind} -> ${readlinkSync(path)}`]
        return [name, info.isFile() ? `${kind} ${hashOf(path)}` : kind]
      }),
  )

const hashOf = (path: string): string =>
  createHash("sha256").update(readFileSync(path)).digest("hex")

/** So many files of the standard library, spread over all of it, none larger than `most` bytes. */
export const copyLibrary = (python: string, to: string, count: number, most: number): void => {
  const library = dirname(
    spawnSync(python, ["-c", "import os; print(os.__file__)"], { encoding: "utf8" }).stdout.trim(),
  )
  const names = readdirSync(library, { recursive: true, encoding: "utf8" })
    .filter((name) => /^(?!site-packages|test|.*\/tests?\/).*\.py$/.test(name))
    .filter((name) => statSync(join(library, name)).size < most)
    .sort()
  const step = names.length / count
  for (let index = 0; index < count; index += 1) {
    const name = names[Math.floor(index * step)] ?? ""
    mkdirSync(join(to, dirname(name)), { recursive: true })
    copyFileSync(join(library, name), join(to, name))
  }
}

/** A package as it is installed, its sources only. */
export const copyPackage = (packages: string, name: string, to: string): void =>
  cpSync(join(packages, name), join(to, name), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || path.endsWith(".py"),
  })

/** The files below a folder whose names end so. */
export const filesOf = (folder: string, end: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => relative(folder, join(folder, name)))
