import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Ajv } from "ajv"
import { Ajv2020 } from "ajv/dist/2020.js"
import { catalog } from "../../src/tools/catalog.ts"
import type { JsonSchema } from "../../src/tools/JsonSchema.ts"

const definitions = catalog.map((tool) => tool.definition())

const isRecord = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Every schema within a schema, with where it stands; names of properties are no keywords. */
const within = (schema: unknown, path: string): ReadonlyArray<readonly [string, JsonSchema]> => {
  if (Array.isArray(schema)) return schema.flatMap((item, at) => within(item, `${path}[${at}]`))
  if (!isRecord(schema)) return []
  const inner = Object.entries(schema).flatMap(([key, value]) =>
    key === "properties" && isRecord(value)
      ? Object.entries(value).flatMap(([name, item]) => within(item, `${path}.${name}`))
      : within(value, `${path}/${key}`),
  )
  return [[path, schema], ...inner]
}

const schemas = definitions.flatMap(({ name, inputSchema, outputSchema }) => [
  { name: `${name} input`, schema: inputSchema, closed: true },
  { name: `${name} output`, schema: outputSchema, closed: false },
])

const propertiesOf = ({ properties }: JsonSchema): JsonSchema =>
  isRecord(properties) ? properties : {}

describe("every schema of the catalogue", () => {
  for (const { name, schema, closed } of schemas) {
    it(`${name} is an object, without unions, references or a dialect`, () => {
      assert.strictEqual(schema.type, "object")
      for (const keyword of ["anyOf", "oneOf", "allOf", "$ref", "$schema", "$defs", "$id"]) {
        assert.notProperty(schema, keyword)
      }
      for (const [path, node] of within(schema, name)) {
        for (const keyword of ["$ref", "$schema", "$defs", "$id"]) {
          assert.notProperty(node, keyword, path)
        }
      }
    })

    it(`${name} is valid in draft-07 and in 2020-12`, () => {
      new Ajv({ strict: false }).compile(schema)
      new Ajv2020({ strict: false }).compile(schema)
    })

    it(`${name} is ${closed ? "closed" : "open"}`, () => {
      if (closed) assert.strictEqual(schema.additionalProperties, false)
      for (const [path, node] of closed ? [] : within(schema, name)) {
        assert.notStrictEqual(node.additionalProperties, false, path)
      }
    })
  }
})

describe("every tool of the catalogue", () => {
  for (const { name, title, description, icons, annotations, inputSchema } of definitions) {
    it(`${name} says what it is, and what every argument is`, () => {
      assert.match(name, /^[a-z][a-z_]{2,63}$/)
      assert.isAtLeast(title.length, 5)
      assert.match(description, /^[A-Z].*\.$/s)
      assert.strictEqual(annotations.title, title)
      const properties = Object.entries(propertiesOf(inputSchema))
      const silent = properties.filter(
        ([, property]) =>
          !isRecord(property) ||
          typeof property.description !== "string" ||
          property.description === "",
      )
      assert.deepStrictEqual(silent, [])
    })

    it(`${name} has an icon that needs no network and few bytes`, () => {
      assert.lengthOf(icons, 1)
      for (const { src, mimeType, sizes } of icons) {
        assert.strictEqual(mimeType, "image/svg+xml")
        assert.deepStrictEqual(sizes, ["any"])
        const [, data = ""] = src.split("data:image/svg+xml;base64,")
        assert.match(Buffer.from(data, "base64").toString(), /^<svg [^>]*>.*<\/svg>$/)
        assert.isBelow(src.length, 300)
      }
    })

    it(`${name} has all hints, and none that contradict each other`, () => {
      const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations
      for (const hint of [readOnlyHint, destructiveHint, idempotentHint, openWorldHint]) {
        assert.isBoolean(hint)
      }
      if (readOnlyHint) assert.isFalse(destructiveHint)
    })

    it(`${name} takes markdown_output, true by default`, () => {
      const { markdown_output } = propertiesOf(inputSchema)
      assert.deepInclude(markdown_output, { type: "boolean", default: true })
      assert.notInclude(inputSchema.required ?? [], "markdown_output")
    })
  }
})

describe("the catalogue", () => {
  it("has the tools of the contract", () => {
    assert.deepStrictEqual(definitions.map(({ name }) => name).sort(), [
      "benchmark_script",
      "compare_scripts",
      "environment_cache_list",
      "environment_create_persistent",
      "environment_remove",
      "format_code",
      "get_job_output",
      "job_cleanup",
      "kill_job",
      "list_running_jobs",
      "py_cancel_job",
      "py_job_status",
      "py_list_jobs",
      "py_list_scripts",
      "py_prune_jobs",
      "py_run_saved_script",
      "py_save_script",
      "py_view_script",
      "python_versions",
      "run_script_in_dir",
      "run_script_in_dir_async",
      "run_script_profile",
      "run_script_with_dependencies",
      "run_script_with_dependencies_async",
      "static_analysis",
      "stream_deltas",
      "wait_for_jobs",
    ])
  })

  it("tells the defaults of settings as what they are", () => {
    const texts = definitions.flatMap(({ description, inputSchema }) => [
      description,
      ...Object.values(propertiesOf(inputSchema)).map((property) =>
        isRecord(property) ? String(property.description) : "",
      ),
    ])
    const numbers = texts.filter((text) => /\b(?:20 s|3600)\b/.test(text))
    assert.isAbove(numbers.length, 1)
    for (const text of numbers) assert.include(text, "unless set")
  })

  it("tells no bound that nobody would overstep, but those that somebody would", () => {
    const told = JSON.stringify(definitions.map(({ inputSchema }) => inputSchema))
    assert.notMatch(told, /"(?:exclusiveM|m)inimum":[01],/)
    assert.notInclude(told, "31536000")
    assert.include(told, '"maximum":1000')
  })

  it("costs a model little: what it is told of all tools is under 20 KB", () => {
    const told = definitions.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
    }))
    assert.isBelow(Buffer.byteLength(JSON.stringify(told)), 20 * 1024)
  })

  it("costs a connection little: the whole list, with output schemas and icons, is under 72 KB", () => {
    assert.isBelow(Buffer.byteLength(JSON.stringify(definitions)), 72 * 1024)
  })

  it("shows by its icons which tools belong together", () => {
    assert.strictEqual(new Set(definitions.map(({ icons: [icon] }) => icon?.src)).size, 5)
  })
})

describe("every file of the tools", () => {
  const folder = join(import.meta.dirname, "../../src/tools")

  it("says above each thing that it makes what that is for", () => {
    const silent = readdirSync(folder).flatMap((file) => {
      const lines = readFileSync(join(folder, file), "utf8").split("\n")
      return lines.filter(
        (line, at) => /^export const /.test(line) && !/\*\/$/.test(lines[at - 1] ?? ""),
      )
    })
    assert.deepStrictEqual(silent, [])
  })
})

describe("the arguments of the running tools", () => {
  const requiredOf = (name: string) =>
    definitions.find((one) => one.name === name)?.inputSchema.required ?? []
  const namesOf = (name: string) =>
    Object.keys(propertiesOf(definitions.find((one) => one.name === name)?.inputSchema ?? {}))

  it("ask for a directory where the contract does", () => {
    assert.deepStrictEqual(requiredOf("run_script_in_dir"), ["directory"])
    assert.deepStrictEqual(requiredOf("run_script_in_dir_async"), ["directory"])
    assert.deepStrictEqual(requiredOf("run_script_with_dependencies"), [])
    assert.deepStrictEqual(requiredOf("benchmark_script"), [])
    assert.deepStrictEqual(requiredOf("py_run_saved_script"), ["script_name"])
  })

  it("leave out what a tool has no use for", () => {
    assert.notInclude(namesOf("run_script_in_dir_async"), "timeout_seconds")
    assert.notInclude(namesOf("run_script_with_dependencies"), "use_uv")
    assert.notInclude(namesOf("run_script_in_dir"), "sample_interval")
    assert.include(namesOf("benchmark_script"), "sample_interval")
  })
})
