import fc from "fast-check"

// What wrong messages are made of.

/** A message on its way: its text, once it knows which id is free. */
export type Draft = (id: number) => string

export const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const requests = [
  "ping",
  "tools/list",
  "tools/call",
  "resources/list",
  "resources/templates/list",
  "resources/read",
  "resources/subscribe",
  "resources/unsubscribe",
  "completion/complete",
  "logging/setLevel",
  "server/discover",
  "prompts/list",
  "prompts/get",
  "tasks/get",
  "tasks/update",
  "tasks/cancel",
  "tasks/result",
  "sampling/createMessage",
]

const notifications = [
  "notifications/cancelled",
  "notifications/progress",
  "notifications/roots/list_changed",
  "notifications/tasks",
]

export const prototypeNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
]

export const method = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...requests) },
  { weight: 1, arbitrary: fc.constantFrom(...notifications) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...prototypeNames, "", "tools/", "\u0000", "a".repeat(5000)),
  },
  { weight: 1, arbitrary: fc.fullUnicodeString({ maxLength: 20 }) },
)

/** Lone surrogates, NUL, and names that objects have of themselves. */
export const oddText = fc.constantFrom(
  "\ud800",
  "\udfff\ud800",
  "\u0000",
  "a\u0000b",
  "\u2028\u2029",
  "\ufeff",
  "\u202e",
  ...prototypeNames,
)

export const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  oddText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, "", [], {}, [[]], [null], { "": null }),
)

export const key = fc.oneof(fc.constantFrom(...prototypeNames), fc.string({ maxLength: 8 }))

/** An object's text: JSON.stringify would lose `__proto__`, and never says a key twice. */
export const objectText = (entries: ReadonlyArray<readonly [string, string]>) =>
  `{${entries.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`

export const json = (given: unknown): string => JSON.stringify(given) ?? "null"

export const oddObject = fc
  .array(fc.tuple(key, fc.oneof(value.map(json), fc.constant('{"__proto__":{"polluted":true}}'))), {
    maxLength: 6,
  })
  .map(objectText)

export const message = (id: string, fields: ReadonlyArray<readonly [string, string]>) =>
  objectText([["jsonrpc", '"2.0"'], ["id", id], ...fields])
