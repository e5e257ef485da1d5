#!/usr/bin/env node
"use strict"
/*
 * Starts the bundle with V8's code cache, which saves about a third of the time to the first answer.
 * A cache belongs to one V8 and to one bundle: V8 itself checks only the length of the source, so the
 * bundle's hash is in the cache's name. Where there is none that fits, one is made after the first
 * answer, in the state directory; whatever goes wrong with it is no reason not to run.
 */
const fs = require("node:fs")
const os = require("node:os")
const path = require("node:path")
const v8 = require("node:v8")
const vm = require("node:vm")

const hash = "__BUNDLE_HASH__"
const file = path.join(__dirname, `bundle-${hash.slice(0, 16)}.cjs`)
const name = `${hash}-${process.version}-${process.arch}-${v8.cachedDataVersionTag()}.bin`

const home = () => {
  const given = process.env.PYTHON_MCP_HOME || "~/.python_mcp"
  return path.resolve(given.replace(/^~(?=\/|$)/, os.homedir()))
}

const target = process.env.PYTHON_MCP_CODE_CACHE || path.join(home(), "cache", "code", name)

const readFirst = (...files) => {
  for (const one of files) {
    try {
      return fs.readFileSync(one)
    } catch {}
  }
  return undefined
}

/** What a newer version has made is only read: src/processes/StateGate.ts says the same of all else. */
const isForeign = () => {
  try {
    return JSON.parse(fs.readFileSync(path.join(home(), "format.json"), "utf8")).layout > 1
  } catch {
    return false
  }
}

const write = (data) => {
  if (!process.env.PYTHON_MCP_CODE_CACHE && isForeign()) return
  const folder = path.dirname(target)
  fs.mkdirSync(folder, { recursive: true })
  const temporary = path.join(folder, `.tmp-${process.pid}`)
  fs.writeFileSync(temporary, data)
  fs.renameSync(temporary, target)
  if (process.env.PYTHON_MCP_CODE_CACHE) return
  const made = (one) => fs.statSync(path.join(folder, one)).mtimeMs
  const old = fs.readdirSync(folder).filter((one) => one.endsWith(".bin"))
  for (const one of old.sort((a, b) => made(b) - made(a)).slice(3))
    fs.rmSync(path.join(folder, one))
}

const cachedData = process.env.PYTHON_MCP_CODE_CACHE
  ? undefined
  : readFirst(path.join(__dirname, name), target)
const script = new vm.Script(
  `(function (exports, require, module, __filename) {${fs.readFileSync(file, "utf8")}\n})`,
  {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  },
)

if (!cachedData || script.cachedDataRejected) {
  globalThis[Symbol.for("python-executor-mcp/used")] = () => {
    try {
      write(script.createCachedData())
    } catch {}
  }
}

script.runInThisContext()(exports, require, module, __filename)
