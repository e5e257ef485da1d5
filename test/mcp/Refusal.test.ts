import { assert, describe, it } from "@effect/vitest"
import { refusalOf } from "../../src/mcp/Refusal.ts"

const codesOf = (line: string) =>
  refusalOf(line)?.answers.map(({ id, error }) => [id, error.code] as const)

describe("a line that is no message", () => {
  it.each([
    ["a request", '{"jsonrpc":"2.0","id":0,"method":"ping"}'],
    ["one with odd params", '{"jsonrpc":"2.0","id":"a","method":"x","params":{"_meta":{"a":1}}}'],
    ["a notification", '{"jsonrpc":"2.0","method":"notifications/initialized"}'],
    ["an answer", '{"jsonrpc":"2.0","id":1,"result":{}}'],
    ["an empty line", "\r"],
  ])("is not %s", (_, line) => {
    assert.isUndefined(refusalOf(line))
  })

  it.each([
    ["the version", '{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600],
    ["the method", '{"jsonrpc":"2.0","id":1,"method":7}', -32600],
    ["no method", '{"jsonrpc":"2.0","id":1}', -32600],
    ["one field too many", '{"jsonrpc":"2.0","id":1,"method":"ping","more":1}', -32600],
    ["a field named __proto__", '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{}}', -32600],
    ["params", '{"jsonrpc":"2.0","id":1,"method":"ping","params":null}', -32602],
    ["_meta", '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":[]}}', -32602],
    [
      "the progress token",
      '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"progressToken":{}}}}',
      -32602,
    ],
  ])("is answered under its id, whatever is wrong: %s", (_, line, code) => {
    assert.deepStrictEqual(codesOf(line), [[1, code]])
  })

  it.each([
    ["no JSON", "{nonsense"],
    ["no object", "5"],
    ["a notification", '{"jsonrpc":"1.0","method":"ping"}'],
    ["an id that is none", '{"jsonrpc":"2.0","id":null,"method":"ping"}'],
    ["an id that cannot be said again", '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}'],
    ["a wrong answer", '{"jsonrpc":"2.0","id":1,"result":5}'],
    ["an answer that asks", '{"jsonrpc":"2.0","id":1,"error":{},"method":"ping"}'],
  ])("is refused in silence where nobody could hear the answer: %s", (_, line) => {
    assert.deepStrictEqual(codesOf(line), [])
  })

  it("is a batch: each request in it has an answer of its own", () => {
    const request = (id: number) => ({ jsonrpc: "2.0", id, method: "ping" })
    const batch = [request(1), { jsonrpc: "2.0", method: "x" }, 5, request(2)]
    const answers = codesOf(JSON.stringify(batch))
    assert.deepStrictEqual(answers, [
      [1, -32600],
      [2, -32600],
    ])
  })
})
