import fc from "fast-check"
import { json, objectText, oddObject, value } from "./MalformedPieces.ts"

// What requests bring along, right and wrong.

/** None of these can run anything, whatever its arguments. */
const tools = [
  "py_list_jobs",
  "py_job_status",
  "get_job_output",
  "stream_deltas",
  "py_list_scripts",
]

const envelopeKeys = ["protocolVersion", "clientInfo", "clientCapabilities", "logLevel"]

/** The modern era's envelope, with something wrong in it more often than not. */
export const meta = fc.oneof(
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

export const params = fc.oneof(
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
