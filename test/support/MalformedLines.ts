import fc from "fast-check"
import { request, responses, withoutId, wrongFrame } from "./MalformedFrames.ts"
import { modernMeta } from "./MalformedParams.ts"
import { type Draft, json, message } from "./MalformedPieces.ts"

// Lines that are no JSON, several messages in one line, and too much of everything.

/** No batch has more. */
export const idsPerMessage = 5

const cut =
  (draft: Draft, at: number): Draft =>
  (id) => {
    const text = draft(id)
    return text.slice(0, Math.floor(text.length * at))
  }

export const badJson: fc.Arbitrary<Draft> = fc.oneof(
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

export const batches: fc.Arbitrary<Draft> = fc
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

export const deep: fc.Arbitrary<Draft> = fc
  .tuple(place, fc.constantFrom(100, 5000, 100_000), fc.constantFrom(["[", "]"], ['{"a":', "}"]))
  .map(([where, depth, [open = "", close = ""]]) => placed(where, nested(depth, open, close)))

export const huge: fc.Arbitrary<Draft> = fc
  .tuple(place, fc.constantFrom(70_000, 1_000_000, 4_000_000), fc.constantFrom("x", "\\u0000", "é"))
  .map(([where, size, unit]) => placed(where, `"${unit.repeat(size / unit.length)}"`))
