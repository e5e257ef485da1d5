import fc from "fast-check"
import { meta, params } from "./MalformedParams.ts"
import {
  type Draft,
  json,
  key,
  message,
  method,
  objectText,
  oddText,
  parsed,
  prototypeNames,
  value,
} from "./MalformedPieces.ts"

// Messages with something wrong in what they say, or in how they are put together.

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

export const request: fc.Arbitrary<Draft> = fc.tuple(method, params).map(
  ([name, given]) =>
    (id) =>
      message(String(id), [
        ["method", json(name)],
        ["params", given],
      ]),
)

export const wrongIds: fc.Arbitrary<Draft> = fc
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

export const withoutId: fc.Arbitrary<Draft> = fc.tuple(method, params).map(
  ([name, given]) =>
    () =>
      objectText([
        ["jsonrpc", '"2.0"'],
        ["method", json(name)],
        ["params", given],
      ]),
)

/** The frame itself is wrong: no such protocol, no method, a method that is no text, more than there may be. */
export const wrongFrame: fc.Arbitrary<Draft> = fc
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

export const listens: fc.Arbitrary<Draft> = fc.tuple(wishes, meta).map(
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

export const responses: fc.Arbitrary<Draft> = fc
  .tuple(fc.constantFrom("result", "error"), value, fc.boolean())
  .map(
    ([field, given, both]) =>
      (id) =>
        message(String(id), [
          [field, json(given)],
          ...(both ? ([["method", '"ping"']] as const) : []),
        ]),
  )
