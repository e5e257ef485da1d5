import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join, relative, resolve } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { version } from "../src/domain/version.ts"
import { catalog } from "../src/tools/catalog.ts"
import { resources } from "../src/tools/ResourceRegistry.ts"
import { importsIn, withoutComments } from "./support/Sources.ts"

const root = resolve(import.meta.dirname, "..")

/** Which rooms a room may import; the design's "Rooms". What stands beside the rooms wires them. */
const rooms: Readonly<Record<string, ReadonlyArray<string>>> = {
  domain: [],
  metrics: ["domain"],
  processes: ["domain", "metrics"],
  environment: ["domain", "metrics", "processes"],
  execution: ["domain", "metrics", "processes", "environment"],
  jobs: ["domain", "metrics", "processes"],
  scripts: ["domain"],
  runs: ["domain", "metrics", "processes", "environment", "execution", "jobs", "scripts"],
  quality: ["domain", "metrics", "processes", "environment"],
  tools: [
    "domain",
    "metrics",
    "processes",
    "environment",
    "execution",
    "jobs",
    "scripts",
    "runs",
    "quality",
  ],
  mcp: ["domain", "tools"],
  http: ["domain", "processes", "jobs", "tools", "mcp"],
}

const besideTheRooms = [
  "AppLayer.ts",
  "AppLogger.ts",
  "CommandLine.ts",
  "LogFile.ts",
  "NodeHost.ts",
  "World.ts",
  "index.ts",
  "main.ts",
  "testing.ts",
]

const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .sort()
  .map((name) => ({ name, text: readFileSync(join(root, "src", name), "utf8") }))

const roomOf = (name: string): string | undefined =>
  name.includes("/") ? name.slice(0, name.indexOf("/")) : undefined

/** The source files that a source file imports, as paths in src. */
const importedBy = ({ name, text }: { readonly name: string; readonly text: string }) =>
  importsIn(text)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => relative(join(root, "src"), resolve(root, "src", dirname(name), specifier)))

/** The names of the files in whose code something stands. */
const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(withoutComments(text))).map(({ name }) => name)

describe("the rooms", () => {
  it("are these and no others", () => {
    const found = new Set(sources.flatMap(({ name }) => roomOf(name) ?? []))
    assert.deepStrictEqual([...found].sort(), Object.keys(rooms).sort())
    const beside = sources.filter(({ name }) => roomOf(name) === undefined)
    assert.deepStrictEqual(
      beside.map(({ name }) => name),
      besideTheRooms,
    )
  })

  for (const [room, allowed] of Object.entries(rooms)) {
    it(`${room} imports only what it may`, () => {
      const wrong = sources
        .filter(({ name }) => roomOf(name) === room)
        .flatMap((source) =>
          importedBy(source)
            .filter((target) => ![room, ...allowed].includes(roomOf(target) ?? target))
            .map((target) => `${source.name} imports ${target}`),
        )
      assert.deepStrictEqual(wrong, [])
    })
  }

  it("go one way: none may import one that may import it", () => {
    const both = Object.entries(rooms).flatMap(([room, allowed]) =>
      allowed.filter((other) => rooms[other]?.includes(room)),
    )
    assert.deepStrictEqual(both, [])
  })

  it("are the same to the linter", () => {
    for (const [room, allowed] of Object.entries(rooms)) {
      const others = Object.keys(rooms).filter(
        (other) => other !== room && !allowed.includes(other),
      )
      const expected = [
        ...others.map((other) => `../${other}/**`),
        ...besideTheRooms.map((file) => `../${file}`),
      ]
      assert.deepStrictEqual([...forbiddenByLinter(room)].sort(), expected.sort(), room)
    }
  })
})

interface LinterOverride {
  readonly includes: ReadonlyArray<string>
  readonly linter: {
    readonly rules: {
      readonly style?: {
        readonly noRestrictedImports?: {
          readonly level: string
          readonly options: {
            readonly patterns: ReadonlyArray<{ readonly group: ReadonlyArray<string> }>
          }
        }
      }
    }
  }
}

const biome: { readonly overrides: ReadonlyArray<LinterOverride> } = JSON.parse(
  readFileSync(join(root, "biome.json"), "utf8"),
)

const forbiddenByLinter = (room: string): ReadonlyArray<string> => {
  const rules = biome.overrides
    .filter(({ includes }) => includes.includes(`src/${room}/**`))
    .flatMap(({ linter }) => linter.rules.style?.noRestrictedImports ?? [])
  assert.deepStrictEqual(
    rules.map(({ level }) => level),
    ["error"],
    room,
  )
  return rules.flatMap(({ options }) => options.patterns.flatMap(({ group }) => group))
}

describe("the outside world", () => {
  it("is run by main and by the protocol alone", () => {
    const runs =
      /\b(?:Effect|Runtime|Layer|ManagedRuntime)\.(?:run|launch|make\()|\brun(?:Main|Fork|Sync|Promise|Callback)\(/
    const wrong = filesWith(runs).filter(
      (name) => !["main.ts", "World.ts"].includes(name) && roomOf(name) !== "mcp",
    )
    assert.deepStrictEqual(wrong, [])
    assert.include(filesWith(runs), "main.ts")
  })

  it("has its processes started in processes/ alone", () => {
    const starters = sources.filter(({ text }) => importsIn(text).includes("node:child_process"))
    assert.deepStrictEqual([...new Set(starters.map(({ name }) => roomOf(name)))], ["processes"])
  })

  it("is signalled from processes/ and main alone", () => {
    const wrong = filesWith(/\bprocess\.kill\b|\bkill\(/).filter(
      (name) => name !== "main.ts" && roomOf(name) !== "processes",
    )
    assert.deepStrictEqual(wrong, [])
  })

  it("gives its environment to main and to the Host that main makes of it", () => {
    assert.deepStrictEqual(filesWith(/\bprocess\.env\b/), ["NodeHost.ts", "main.ts"])
    const others = sources.filter(
      ({ name, text }) =>
        name !== "main.ts" &&
        importsIn(text).includes("node:process") &&
        roomOf(name) !== "processes",
    )
    assert.deepStrictEqual(
      others.map(({ name }) => name),
      [],
    )
  })
})

describe("the tools", () => {
  const files = sources.filter(({ name }) => roomOf(name) === "tools")
  const exporting = (maker: string) =>
    files
      .filter(({ text }) => new RegExp(`^export const (\\w+) = ${maker}\\(`, "m").test(text))
      .map(({ name }) => basename(name, ".ts"))

  it("are all in the catalogue", () => {
    const inFolder = [...exporting("make"), ...exporting("runningTool")].map(snakeCase).sort()
    assert.deepStrictEqual(catalog.map(({ name }) => name).sort(), inFolder)
  })

  it("have resources beside them, which are all registered", () => {
    assert.lengthOf(exporting("makeResource"), resources.length)
  })

  it("have names of their own", () => {
    assert.lengthOf(new Set(catalog.map(({ name }) => name)), catalog.length)
  })
})

const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

describe("every file", () => {
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter((name) => name !== "")

  it("of the program has 250 lines at most", () => {
    const long = sources.filter(({ text }) => text.trimEnd().split("\n").length > 250)
    assert.deepStrictEqual(
      long.map(({ name }) => name),
      [],
    )
  })

  it("knows no path of the machine that it was written on", () => {
    // Tests make up a working directory of that name.
    const wrong = tracked.filter((name) => {
      const text = readFileSync(join(root, name), "utf8")
      return (
        text.includes("/ro" + "ot/") || (!name.startsWith("test/") && text.includes("/wo" + "rk/"))
      )
    })
    assert.deepStrictEqual(wrong, [])
  })

  it("agrees on the version", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
    assert.strictEqual(version, manifest.version)
  })
})
