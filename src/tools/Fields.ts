import { Schema } from "effect"
import { JobId } from "../domain/Job.ts"

/** No arguments at all: an empty struct would let any value pass. */
export const noArguments = Schema.Record({
  key: Schema.String,
  value: Schema.Never.annotations({ message: () => "there is no such argument" }),
})

/** An optional argument with its description where clients look for it: on the property. */
export const optional = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.optionalWith(schema, { exact: true }).annotations({ description })

/** An optional argument whose default goes without saying: nothing, or no. */
export const implied = <A, I>(
  schema: Schema.Schema<A, I>,
  value: Exclude<A, undefined>,
  description: string,
) => Schema.optionalWith(schema, { exact: true, default: () => value }).annotations({ description })

/** An optional argument with a default. */
export const defaulted = <A, I>(
  schema: Schema.Schema<A, I>,
  value: Exclude<A, undefined>,
  description: string,
) => implied(schema, value, description).annotations({ default: value })

/** A required argument. */
export const required = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.propertySignature(schema).annotations({ description })

/** A field of a payload that is not always there. */
export const maybe = <A, I>(schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(schema, { exact: true })

/** One of a few words. */
export const choice = <const Words extends readonly [string, string, ...ReadonlyArray<string>]>(
  words: Words,
) =>
  Schema.Literal(...words).annotations({
    message: ({ actual }) => ({
      message: `${JSON.stringify(actual)} is none of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
      // Else each of the words would say that it is not this one.
      override: true,
    }),
  })

/** Any JSON value; the empty schema says the same, but some hosts warn of it. */
export const anyJson = Schema.Unknown.annotations({
  jsonSchema: {
    anyOf: ["object", "array", "string", "number", "boolean", "null"].map((type) => ({ type })),
  },
})

/** A whole number; a bound that is not given is that of whole numbers themselves, and is not told. */
export const integer = (least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) => {
  const isLow = least > Number.MIN_SAFE_INTEGER
  const isHigh = most < Number.MAX_SAFE_INTEGER
  const range = `${isLow ? ` from ${least}` : ""}${isHigh ? ` to ${most}` : ""}`
  return Schema.Number.pipe(
    Schema.filter((value) => Number.isInteger(value) && value >= least && value <= most, {
      message: ({ actual }) => `${JSON.stringify(actual)} is not a whole number${range}`,
      jsonSchema: {
        type: "integer",
        ...(isLow ? { minimum: least } : {}),
        ...(isHigh ? { maximum: most } : {}),
      },
    }),
  )
}

/** A number above `bound`. */
export const numberAbove = (bound: number) =>
  Schema.Number.pipe(
    Schema.filter((value) => Number.isFinite(value) && value > bound, {
      message: ({ actual }) => `${JSON.stringify(actual)} is not a number above ${bound}`,
      jsonSchema: { exclusiveMinimum: bound },
    }),
  )

/** A number from `least` to `most`. */
export const numberBetween = (least: number, most: number) =>
  Schema.Number.pipe(
    Schema.filter((value) => value >= least && value <= most, {
      message: ({ actual }) => `${JSON.stringify(actual)} is not a number from ${least} to ${most}`,
      jsonSchema: { minimum: least, maximum: most },
    }),
  )

/** The job that a tool is about. */
export const jobId = required(JobId, "Id of a job")
