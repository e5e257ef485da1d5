import { Deferred, Effect, Ref } from "effect"
import type { JsonSchema } from "../../src/tools/JsonSchema.ts"
import type { ToolDefinition } from "../../src/tools/Tool.ts"
import type { ToolCall } from "../../src/tools/ToolCall.ts"
import { failed, succeeded, type ToolResult } from "../../src/tools/ToolResult.ts"
import type { FixtureTasks } from "./FixtureTasks.ts"

// The tools that the conformance suite asks for by name, as far as ours could be like that.

/** A tool of the suite: what is listed, and what it does. */
export interface FixtureTool {
  readonly definition: ToolDefinition
  readonly run: (
    given: Readonly<Record<string, unknown>>,
    call: ToolCall["Type"],
  ) => Effect.Effect<ToolResult>
}

export const fixtureTools = (tasks: FixtureTasks): ReadonlyArray<FixtureTool> => [
  tool("test_simple_text", () => said("This is a simple text response for testing.")),
  tool("test_error_handling", () => Effect.succeed(failed("This tool always fails."))),
  tool("test_tool_with_progress", (_, call) => untilTold(call, 3)),
  tool("test_tool_with_logging", () => logging(3)),
  tool("test_logging_tool", () => logging(1)),
  // Ours never ask a client for anything: what they stream is what any call streams.
  tool("test_streaming_elicitation", () => said("Nothing was asked.")),
  tool("confirm_delete", () => said("Nothing was asked.")),
  tool("greet", ({ name }) => said(`Hello, ${String(name)}!`)),
  tool("slow_compute", ({ seconds }) => tasks.handOver(Number(seconds), computed)),
  tool("failing_job", () => tasks.handOver(1, { _tag: "Completed", result: failed("It failed.") })),
  tool("protocol_error_job", () => tasks.handOver(1, { _tag: "Failed", message: "It broke." })),
  tool("json_schema_2020_12_tool", () => said("It fits."), wholeVocabulary),
]

const computed = { _tag: "Completed", result: succeeded({ said: "42" }, "42") } as const

const tool = (
  name: string,
  run: FixtureTool["run"],
  inputSchema: JsonSchema = { type: "object", properties: {} },
): FixtureTool => ({
  run,
  definition: {
    name,
    title: name,
    description: `The suite's ${name}.`,
    icons: [],
    annotations: {
      title: name,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    inputSchema,
    outputSchema: { type: "object", properties: {} },
  },
})

const said = (words: string) => Effect.succeed(succeeded({ said: words }, words))

/** Works until the client has been told so often how it goes on. */
const untilTold = (call: ToolCall["Type"], times: number) =>
  Effect.gen(function* () {
    const told = yield* Ref.make(0)
    const enough = yield* Deferred.make<void>()
    const words = Effect.gen(function* () {
      const count = yield* Ref.updateAndGet(told, (n) => n + 1)
      if (count > times) yield* Deferred.succeed(enough, undefined)
      return `told ${count} times`
    })
    yield* call.showing(words)
    yield* Deferred.await(enough)
    return yield* said("Told.")
  })

const logging = (lines: number) =>
  Effect.forEach(
    [...Array(lines).keys()],
    (n) => Effect.delay(Effect.logInfo(`line ${n}`), "50 millis"),
    { discard: true },
  ).pipe(Effect.zipRight(said("Logged.")))

const wholeVocabulary: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  $defs: {
    address: {
      $anchor: "addressDef",
      type: "object",
      properties: { street: { type: "string" }, city: { type: "string" } },
    },
  },
  properties: {
    name: { type: "string" },
    address: { $ref: "#/$defs/address" },
    contactMethod: { type: "string", enum: ["phone", "email"] },
    phone: { type: "string" },
    email: { type: "string" },
  },
  allOf: [{ anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
  if: { properties: { contactMethod: { const: "phone" } }, required: ["contactMethod"] },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: { required: ["phone"] },
  else: { required: ["email"] },
  additionalProperties: false,
}
