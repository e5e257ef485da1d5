import { assert, describe, it } from "@effect/vitest"
import { Ajv } from "ajv"
import { Ajv2020 } from "ajv/dist/2020.js"
import { afterAll, beforeAll } from "vitest"
import { clientKinds } from "../support/SdkClients.ts"
import { TestServer } from "../support/TestServer.ts"
import type { ListedTool } from "../support/ToolAnswer.ts"

// What a client sees before it calls anything: the contract's "Every tool".

const names = [
  "run_script_in_dir",
  "run_script_with_dependencies",
  "benchmark_script",
  "run_script_profile",
  "py_run_saved_script",
  "compare_scripts",
  "run_script_in_dir_async",
  "run_script_with_dependencies_async",
  "list_running_jobs",
  "get_job_output",
  "kill_job",
  "py_job_status",
  "py_list_jobs",
  "py_cancel_job",
  "py_prune_jobs",
  "job_cleanup",
  "stream_deltas",
  "wait_for_jobs",
  "py_save_script",
  "py_list_scripts",
  "py_view_script",
  "environment_create_persistent",
  "environment_cache_list",
  "environment_remove",
  "python_versions",
  "format_code",
  "static_analysis",
]

const server = new TestServer()
let tools: ReadonlyArray<ListedTool>
beforeAll(async () => {
  tools = await (await server.connect("v2 modern")).listTools()
})
afterAll(() => server.close())

type Schema = Readonly<Record<string, unknown>>

const propertiesOf = (schema: Schema | undefined) =>
  Object.entries((schema?.properties ?? {}) as Readonly<Record<string, Schema>>)

const eachSchema = () =>
  tools.flatMap(({ name, inputSchema, outputSchema }) => [
    { name: `input of ${name}`, schema: inputSchema },
    { name: `output of ${name}`, schema: outputSchema ?? {} },
  ])

/** Every node of a JSON document. */
const nodesOf = (value: unknown): ReadonlyArray<Schema> => {
  if (typeof value !== "object" || value === null) return []
  return [value as Schema, ...Object.values(value).flatMap(nodesOf)]
}

describe("the catalogue", () => {
  it("holds every tool of the contract, once", () => {
    assert.sameMembers(
      tools.map(({ name }) => name),
      names,
    )
  })

  it("gives each tool a title, a description and all four annotations", () => {
    for (const { name, title, description, annotations } of tools) {
      assert.isOk(title, name)
      assert.isOk(description, name)
      for (const hint of ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"]) {
        assert.isBoolean(annotations?.[hint], `${name}: ${hint}`)
      }
    }
  })

  it("gives each tool an icon that every client lets through", () => {
    for (const { name, icons } of tools) {
      assert.match(icons?.[0]?.src ?? "", /^data:image\/svg\+xml;base64,/, name)
    }
  })

  it("describes every argument", () => {
    for (const { name, inputSchema } of tools) {
      const properties = propertiesOf(inputSchema)
      assert.isNotEmpty(properties, name)
      for (const [argument, { description }] of properties) {
        assert.isOk(description, `${name}: ${argument}`)
      }
    }
  })

  it("lets every tool be asked for JSON text, with Markdown as the default", () => {
    for (const { name, inputSchema } of tools) {
      const property = Object.fromEntries(propertiesOf(inputSchema)).markdown_output
      assert.deepInclude(property, { type: "boolean", default: true }, name)
    }
  })

  it("has schemas whose root is an object and nothing that hosts refuse", () => {
    for (const { name, schema } of eachSchema()) {
      assert.strictEqual(schema.type, "object", name)
      for (const refused of ["$ref", "$schema", "$defs", "anyOf", "oneOf", "allOf"]) {
        assert.notProperty(schema, refused, name)
      }
    }
  })

  it("has schemas that are valid in draft-07 and in 2020-12 alike", () => {
    for (const { name, schema } of eachSchema()) {
      for (const ajv of [new Ajv({ strict: true, allowUnionTypes: true }), new Ajv2020()]) {
        assert.isTrue(ajv.validateSchema(schema), `${name}: ${ajv.errorsText()}`)
        assert.doesNotThrow(() => ajv.compile(schema), name)
      }
    }
  })

  it("never says null in the schema of arguments, and closes it against unknown ones", () => {
    for (const { name, inputSchema } of tools) {
      assert.notInclude(JSON.stringify(inputSchema), '"null"', name)
      assert.strictEqual(inputSchema.additionalProperties, false, name)
    }
  })

  it("leaves payloads open, at every depth", () => {
    for (const { name, outputSchema } of tools) {
      for (const node of nodesOf(outputSchema)) {
        assert.notStrictEqual(node.additionalProperties, false, name)
      }
    }
  })

  it("says what the defaults of arguments are where the contract has some", () => {
    const defaultOf = (tool: string, argument: string) =>
      Object.fromEntries(propertiesOf(tools.find(({ name }) => name === tool)?.inputSchema))[
        argument
      ]?.default
    assert.strictEqual(defaultOf("run_script_in_dir", "use_uv"), true)
    assert.deepStrictEqual(defaultOf("run_script_in_dir", "args"), [])
    assert.strictEqual(defaultOf("run_script_in_dir", "async_mode"), false)
    assert.strictEqual(defaultOf("benchmark_script", "sample_interval"), 0.05)
    assert.strictEqual(defaultOf("py_list_jobs", "limit"), 50)
    assert.strictEqual(defaultOf("py_prune_jobs", "max_age_hours"), 24)
    assert.strictEqual(defaultOf("stream_deltas", "max_bytes"), 65_536)
    assert.strictEqual(defaultOf("stream_deltas", "encoding"), "utf8")
    assert.strictEqual(defaultOf("wait_for_jobs", "timeout_seconds"), 50)
    assert.strictEqual(defaultOf("wait_for_jobs", "mode"), "any")
  })

  it("has the arguments of the contract, and timeout_seconds where it belongs", () => {
    const has = (tool: string) =>
      propertiesOf(tools.find(({ name }) => name === tool)?.inputSchema).map(([name]) => name)
    assert.includeMembers(has("run_script_in_dir"), ["directory", "use_uv", "timeout_seconds"])
    assert.notInclude(has("run_script_in_dir_async"), "timeout_seconds")
    assert.include(has("run_script_with_dependencies_async"), "timeout_seconds")
    for (const tool of ["run_script_in_dir_async", "run_script_with_dependencies_async"]) {
      assert.include(has(tool), "stream")
      assert.notInclude(has(tool), "async_mode")
    }
    for (const tool of names.slice(0, 4)) assert.include(has(tool), "async_mode", tool)
  })

  it("costs a model less than 20 KB", () => {
    const shown = tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
    }))
    assert.isBelow(Buffer.byteLength(JSON.stringify(shown)), 20 * 1024)
  })

  it.each(clientKinds.filter((kind) => kind !== "v2 modern"))(
    "is the same for a client of kind %s",
    async (kind) => {
      const seen = await (await server.connect(kind)).listTools()
      assert.deepStrictEqual(seen, tools)
    },
  )
})
