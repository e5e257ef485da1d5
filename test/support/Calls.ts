import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { ToolCall } from "../../src/tools/ToolCall.ts"
import { ToolRegistry } from "../../src/tools/ToolRegistry.ts"
import type { ToolResult } from "../../src/tools/ToolResult.ts"

/** Calls a tool by its name, as the protocol does. */
export const call = (name: string, given: Readonly<Record<string, unknown>> = {}) =>
  Effect.flatMap(ToolRegistry, (registry) => registry.call(name, given, ToolCall.silent))

/** The payload of a call that went well. */
export const payload = (name: string, given: Readonly<Record<string, unknown>> = {}) =>
  Effect.map(call(name, given), (result) => {
    assert.notStrictEqual(result.isError, true, textOf(result))
    return result.structuredContent ?? {}
  })

/** What a person reads of a call that went well. */
export const markdown = (name: string, given: Readonly<Record<string, unknown>> = {}) =>
  Effect.map(call(name, given), (result) => {
    assert.notStrictEqual(result.isError, true, textOf(result))
    return textOf(result)
  })

/** The message of a call that did not go well. */
export const refusal = (name: string, given: Readonly<Record<string, unknown>> = {}) =>
  Effect.map(call(name, given), (result) => {
    assert.isTrue(result.isError, textOf(result))
    assert.notProperty(result, "structuredContent")
    return textOf(result)
  })

export const textOf = ({ content }: ToolResult): string => {
  const texts = content.flatMap((block) => (block.type === "text" ? [block.text] : []))
  assert.lengthOf(texts, 1)
  return texts.join("")
}
