import fc from "fast-check"

// Messages that are wrong in every way that somebody has thought of, and what has to become of them.

/** A message on its way: its text, once it knows which id is free. */
type Draft = (id: number) => string

/** A line as it is sent, and what it is a case of. */
export interface Malformed {
  readonly kind: string
  readonly text: string
}

/** The same ones for the same seed; every request that can be answered has an id of its own. */
export const malformed = (count: number, seed: number, firstId: number): Array<Malformed> =>
  fc
    .sample(drafts, { numRuns: count, seed })
    .map(({ kind, draft }, n) => ({ kind, text: draft(firstId + n * idsPerMessage) }))

/** The ids that a line wants to have answered, each once; a batch is one line with several. */
export const idsToAnswer = (line: string): ReadonlyArray<string | number> => {
  const value = parsed(line)
  if (Array.isArray(value)) return value.flatMap(idOf)
  return idOf(value)
}

/** Whether a line opens a stream of events where it is taken for good: that is no answer, but an acknowledgement. */
export const isListen = (line: string): boolean => line.includes('"subscriptions/listen"')

/** Only what says of itself that it is a request, with an id that can be said again as it was. */
const idOf = (value: unknown): Array<string | number> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return []
  if (Object.hasOwn(value, "result") || Object.hasOwn(value, "error")) return []
  const { id } = Object(value)
  return typeof id === "string" || Number.isSafeInteger(id) ? [id] : []
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** No batch has more. */
const idsPerMessage = 5

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

/** None of these can run anything, whatever its arguments. */
const tools = [
  "py_list_jobs",
  "py_job_status",
  "get_job_output",
  "stream_deltas",
  "py_list_scripts",
]

const prototypeNames = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]

const method = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...requests) },
  { weight: 1, arbitrary: fc.constantFrom(...notifications) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...prototypeNames, "", "tools/", "\u0000", "a".repeat(5000)),
  },
  { weight: 1, arbitrary: fc.fullUnicodeString({ maxLength: 20 }) },
)

/** Lone surrogates, NUL, and names that objects have of themselves. */
const oddText = fc.constantFrom(
  "\ud800",
  "\udfff\ud800",
  "\u0000",
  "a\u0000b",
  "\u2028\u2029",
  "\ufeff",
  "\u202e",
  ...prototypeNames,
)

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  oddText,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, "", [], {}, [[]], [null], { "": null }),
)

const key = fc.oneof(fc.constantFrom(...prototypeNames), fc.string({ maxLength: 8 }))

/** An object's text: JSON.stringify would lose `__proto__`, and never says a key twice. */
const objectText = (entries: ReadonlyArray<readonly [string, string]>) =>
  `{${entries.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`

const json = (given: unknown): string => JSON.stringify(given) ?? "null"

const oddObject = fc
  .array(fc.tuple(key, fc.oneof(value.map(json), fc.constant('{"__proto__":{"polluted":true}}'))), {
    maxLength: 6,
  })
  .map(objectText)

const envelopeKeys = ["protocolVersion", "clientInfo", "clientCapabilities", "logLevel"]

/** The modern era's envelope, with something wrong in it more often than not. */
const meta = fc.oneof(
  fc.constant(json(modernMeta())),
  oddObject,
  value.map(json),
  fc
    .tuple(fc.constantFrom(...envelopeKeys), value)
    .map(([name, wrong]) => json({ ...modernMeta(), [`io.modelcontextprotocol/${name}`]: wrong })),
  value.map((progressToken) => json({ ...modernMeta(), progressToken })),
)

/** What every request of the modern era brings along. */
export function modernMeta() {
  return {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "0" },
    "io.modelcontextprotocol/clientCapabilities": {},
  }
}

const argumentNames = ["job_id", "limit", "status_filter", "max_bytes", "stdout_cursor", "encoding"]

const toolParams = fc
  .tuple(
    fc.oneof(fc.constantFrom(...tools).map(json), value.map(json)),
    fc.oneof(
      value.map(json),
      oddObject,
      fc.dictionary(fc.constantFrom(...argumentNames), value).map(json),
    ),
    meta,
  )
  .map(([name, given, envelope]) =>
    objectText([
      ["name", name],
      ["arguments", given],
      ["_meta", envelope],
    ]),
  )

const fieldNames = ["uri", "cursor", "ref", "argument", "taskId", "requestId", "level", "name"]

const params = fc.oneof(
  toolParams,
  value.map(json),
  oddObject,
  fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom(...fieldNames), value.map(json)), { maxLength: 4 }),
      meta,
    )
    .map(([fields, envelope]) => objectText([...fields, ["_meta", envelope]])),
)

/** Ids that are none, or that cannot be said again. */
const wrongId = fc.constantFrom(
  "null",
  "1.5",
  "-0.25",
  "1e400",
  "9007199254740993",
  "123456789012345678901234567890",
  "true",
  "[]",
  "[1]",
  "{}",
  '{"__proto__":1}',
)

const oddId = fc.constantFrom("strange", "__proto__", "constructor", "\u0000", "x".repeat(100_000))

const message = (id: string, fields: ReadonlyArray<readonly [string, string]>) =>
  objectText([["jsonrpc", '"2.0"'], ["id", id], ...fields])

const request: fc.Arbitrary<Draft> = fc.tuple(method, params).map(
  ([name, given]) =>
    (id) =>
      message(String(id), [
        ["method", json(name)],
        ["params", given],
      ]),
)

const wrongIds: fc.Arbitrary<Draft> = fc
  .tuple(
    fc.oneof(
      wrongId,
      oddId.map((odd) => odd),
    ),
    method,
    params,
  )
  .map(
    ([odd, name, given]) =>
      (id) =>
        message(parsed(odd) === undefined ? json(`${odd}${id}`) : odd, [
          ["method", json(name)],
          ["params", given],
        ]),
  )

const withoutId: fc.Arbitrary<Draft> = fc.tuple(method, params).map(
  ([name, given]) =>
    () =>
      objectText([
        ["jsonrpc", '"2.0"'],
        ["method", json(name)],
        ["params", given],
      ]),
)

/** The frame itself is wrong: no such protocol, no method, a method that is no text, more than there may be. */
const wrongFrame: fc.Arbitrary<Draft> = fc
  .tuple(
    fc.constantFrom(undefined, "1.0", 2, null, "2.0", ["2.0"]),
    fc.oneof(fc.constant(undefined), value, method),
    fc.oneof(fc.constant(undefined), value),
    fc.oneof(fc.constant({}), fc.dictionary(key, value, { maxKeys: 3 })),
  )
  .map(
    ([jsonrpc, name, given, more]) =>
      (id) =>
        json({ ...more, jsonrpc, id, method: name, params: given }),
  )

/** What somebody wants to hear of, with something wrong in it more often than not. */
const wishes = fc.oneof(
  value,
  fc.dictionary(
    fc.constantFrom(
      "toolsListChanged",
      "resourcesListChanged",
      "resourceSubscriptions",
      "taskIds",
      ...prototypeNames,
    ),
    fc.oneof(value, fc.array(fc.oneof(oddText, value), { maxLength: 4 })),
    { maxKeys: 4 },
  ),
)

const listens: fc.Arbitrary<Draft> = fc.tuple(wishes, meta).map(
  ([notifications, envelope]) =>
    (id) =>
      message(String(id), [
        ["method", '"subscriptions/listen"'],
        [
          "params",
          objectText([
            ["notifications", json(notifications)],
            ["_meta", envelope],
          ]),
        ],
      ]),
)

const responses: fc.Arbitrary<Draft> = fc
  .tuple(fc.constantFrom("result", "error"), value, fc.boolean())
  .map(
    ([field, given, both]) =>
      (id) =>
        message(String(id), [
          [field, json(given)],
          ...(both ? ([["method", '"ping"']] as const) : []),
        ]),
  )

const cut =
  (draft: Draft, at: number): Draft =>
  (id) => {
    const text = draft(id)
    return text.slice(0, Math.floor(text.length * at))
  }

const badJson: fc.Arbitrary<Draft> = fc.oneof(
  fc.fullUnicodeString({ maxLength: 60 }).map((text) => () => text.replaceAll(/[\r\n]/g, " ")),
  fc
    .tuple(request, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
    .map(([draft, at]) => cut(draft, at)),
  fc
    .constantFrom("", " ", "\u0000", "{", "[", "nul", "NaN", "Infinity", "'x'", "{'a':1}", "[1,]")
    .map((text) => () => text),
  fc
    .tuple(
      request,
      fc.constantFrom("\ufeff", "\u0000", "x"),
      fc.constantFrom("", ",", "}", "\u0000"),
    )
    .map(
      ([draft, before, after]): Draft =>
        (id) =>
          `${before}${draft(id)}${after}`,
    ),
)

const batches: fc.Arbitrary<Draft> = fc
  .array(fc.oneof(request, withoutId, wrongFrame, responses), { maxLength: idsPerMessage })
  .map((all) => (id) => `[${all.map((draft, n) => draft(id + n)).join(",")}]`)

const nested = (depth: number, open: string, close: string) =>
  open.repeat(depth) + (close === "}" ? "null" : "") + close.repeat(depth)

const place = fc.constantFrom(
  "params",
  "arguments",
  "_meta",
  "method",
  "id",
  "more",
  "uri",
  "token",
)

/** A request with this text at some place in it. */
const placed = (where: string, text: string): Draft => {
  const call = (given: string, envelope: string) =>
    `{"name":"py_list_jobs","arguments":${given},"_meta":${envelope}}`
  const shapes: Readonly<Record<string, Draft>> = {
    params: (id) =>
      message(String(id), [
        ["method", '"tools/call"'],
        ["params", text],
      ]),
    arguments: (id) =>
      message(String(id), [
        ["method", '"tools/call"'],
        ["params", call(text, json(modernMeta()))],
      ]),
    _meta: (id) =>
      message(String(id), [
        ["method", '"tools/call"'],
        ["params", call("{}", text)],
      ]),
    method: (id) => message(String(id), [["method", text]]),
    id: () => message(text, [["method", '"ping"']]),
    more: (id) =>
      message(String(id), [
        ["method", '"ping"'],
        ["more", text],
      ]),
    uri: (id) =>
      message(String(id), [
        ["method", '"resources/read"'],
        ["params", `{"uri":${text}}`],
      ]),
    token: (id) =>
      message(String(id), [
        ["method", '"tools/call"'],
        ["params", call("{}", `{"progressToken":${text}}`)],
      ]),
  }
  return shapes[where] ?? (() => text)
}

const deep: fc.Arbitrary<Draft> = fc
  .tuple(place, fc.constantFrom(100, 5000, 100_000), fc.constantFrom(["[", "]"], ['{"a":', "}"]))
  .map(([where, depth, [open = "", close = ""]]) => placed(where, nested(depth, open, close)))

const huge: fc.Arbitrary<Draft> = fc
  .tuple(place, fc.constantFrom(70_000, 1_000_000, 4_000_000), fc.constantFrom("x", "\\u0000", "é"))
  .map(([where, size, unit]) => placed(where, `"${unit.repeat(size / unit.length)}"`))

const kind = (name: string, weight: number, draft: fc.Arbitrary<Draft>) => ({
  weight,
  arbitrary: draft.map((made) => ({ kind: name, draft: made })),
})

const drafts = fc.oneof(
  kind("wrong params", 60, request),
  kind("a wrong id", 20, wrongIds),
  kind("no id", 20, withoutId),
  kind("a wrong frame", 25, wrongFrame),
  kind("a listen", 10, listens),
  kind("a response", 10, responses),
  kind("bad JSON", 30, badJson),
  kind("a batch", 15, batches),
  kind("deep", 4, deep),
  kind("huge", 2, huge),
)
