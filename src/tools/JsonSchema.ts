import { JSONSchema, Record, Schema } from "effect"

/** A JSON Schema document: valid in draft-07 and 2020-12 alike, an object at its root, no references. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** The schema of a tool's arguments; every tool has markdown_output too. */
export const inputSchema = <A, I>(schema: Schema.Schema<A, I>): JsonSchema => {
  const { properties, required, ...rest } = generated(schema, true)
  return {
    ...rest,
    properties: {
      ...described(properties, generated(Schema.typeSchema(schema), true).properties),
      markdown_output: {
        type: "boolean",
        default: true,
        description: "Or JSON",
      },
    },
    ...(Array.isArray(required) && required.length > 0 ? { required } : {}),
  }
}

/** The schema of a tool's payload: open, so that a payload may grow. */
export const outputSchema = <A, I>(schema: Schema.Schema<A, I>): JsonSchema =>
  generated(schema, false)

/** Next to an argument with a default, Effect tells the others' descriptions of the decoded side only. */
const described = (properties: unknown, decoded: unknown): JsonSchema =>
  Object.fromEntries(
    Object.entries(isRecord(properties) ? properties : {}).map(([name, property]) => {
      const twin = isRecord(decoded) ? decoded[name] : undefined
      const words = isRecord(twin) && "description" in twin ? { description: twin.description } : {}
      return [name, { ...(isRecord(property) ? property : {}), ...words }]
    }),
  )

const generated = <A, I>(schema: Schema.Schema<A, I>, closed: boolean): JsonSchema => {
  const document: unknown = JSONSchema.make(schema, { target: "jsonSchema7" })
  const definitions = isRecord(document) && isRecord(document.$defs) ? document.$defs : {}
  const flat = flatten(document, definitions, closed)
  return { type: "object", properties: {}, ...(isRecord(flat) ? flat : {}) }
}

// `$id` and `title` come from Schema.Unknown and named schemas; validators refuse an $id given twice.
const dropped = new Set(["$schema", "$defs", "$id", "title"])

const flatten = (node: unknown, definitions: JsonSchema, closed: boolean): unknown => {
  if (Array.isArray(node)) return node.map((item) => flatten(item, definitions, closed))
  if (!isRecord(node)) return node
  if (typeof node.$ref === "string") {
    const { $ref, ...siblings } = node
    const target = flatten(definitions[$ref.replace("#/$defs/", "")], definitions, closed)
    return { ...(isRecord(target) ? target : {}), ...siblings }
  }
  const entries = Object.entries(node)
    .filter(([key, value]) => keeps(key, value, closed))
    .map(([key, value]) => [
      key,
      key === "properties" && isRecord(value)
        ? Record.map(value, (item) => flatten(item, definitions, closed))
        : flatten(value, definitions, closed),
    ])
  return unwrapped(Object.fromEntries(entries))
}

const keeps = (key: string, value: unknown, closed: boolean): boolean =>
  !dropped.has(key) &&
  !isIdle(key, value) &&
  (closed || key !== "additionalProperties" || value !== false)

/**
 * What says nothing is left out: a model pays for every word. A pattern (of ids) only repeats what the
 * server checks, and nobody makes an id up by it; so does a bound that nobody would overstep.
 */
const isIdle = (key: string, value: unknown): boolean =>
  key === "pattern" ||
  idleBounds[key]?.(value) === true ||
  (key === "description" && typeof value === "string" && value.startsWith(patternWords)) ||
  (idleWhenEmpty.has(key) && isEmpty(value))

/** A negative time, none of something that one asks for, or days of it. */
const idleBounds: Readonly<Record<string, (value: unknown) => boolean>> = {
  minimum: (bound) => bound === 0 || bound === 1,
  exclusiveMinimum: (bound) => bound === 0,
  maximum: (bound) => typeof bound === "number" && bound > 1000,
}

/** How Effect describes a pattern. */
const patternWords = "a string matching the pattern"

const idleWhenEmpty = new Set(["required", "properties"])

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isRecord(value) && Record.isEmptyReadonlyRecord(value)

/** A description beside a named schema makes Effect wrap that schema in an `allOf` of one. */
const unwrapped = ({ allOf, ...rest }: JsonSchema): JsonSchema => {
  if (!Array.isArray(allOf)) return rest
  const [only, ...more]: ReadonlyArray<unknown> = allOf
  return more.length === 0 && isRecord(only) ? { ...only, ...rest } : { ...rest, allOf }
}

/** Whether a value is an object with fields. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
