import { Array as Arr, Effect, Either, Option, ParseResult, Schema } from "effect"
import type { JobId } from "../domain/Job.ts"
import { type Icon, type IconGroup, icons } from "./Icons.ts"
import { inputSchema, isRecord, type JsonSchema, outputSchema } from "./JsonSchema.ts"
import { failed, fromCause, type ResourceLink, succeeded, type ToolResult } from "./ToolResult.ts"

/** What a client learns about a tool before it calls it. */
export interface ToolDefinition {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly icons: ReadonlyArray<Icon>
  readonly annotations: ToolAnnotations
  readonly inputSchema: JsonSchema
  readonly outputSchema: JsonSchema
}

/** Hints for the host, as the protocol names them. */
export interface ToolAnnotations {
  readonly title: string
  readonly readOnlyHint: boolean
  readonly destructiveHint: boolean
  readonly idempotentHint: boolean
  readonly openWorldHint: boolean
}

/** A tool that is ready to be listed and called; `R` is what its handler asks for. */
export interface Tool<R> {
  readonly name: string
  /** Made when it is first asked for: the binary brings it along from its build. */
  readonly definition: () => ToolDefinition
  /** Never fails: every end of a call but an interruption is a result. */
  readonly call: (given: unknown) => Effect.Effect<ToolResult, never, R>
}

/** How an output is shown, to whoever asks for it. */
export interface ToolFace<O, OI> {
  readonly output: Schema.Schema<O, OI>
  /** What a person would like to read: the state first, then output, then how to go on. */
  readonly markdown: (output: O) => string
  /** What to read on; nothing unless this says so. */
  readonly links?: (output: O) => ReadonlyArray<ResourceLink>
}

/** How a tool is written down. */
export interface ToolSpec<A, I, O, OI, E, R> extends ToolFace<O, OI> {
  readonly name: string
  readonly description: string
  /** Which drawing people see beside its name. */
  readonly group: IconGroup
  readonly annotations: ToolAnnotations
  readonly input: Schema.Schema<A, I>
  readonly handler: (input: A) => Effect.Effect<O, E, R>
  /** The job that goes on without its caller, who wanted to wait for it; none unless this says so. */
  readonly handedOver?: (output: O, input: A) => Option.Option<JobId>
}

/** Closes over the types of a tool, so that the catalogue is a plain list. */
export const make = <A, I, O, OI, E extends { readonly message: string }, R>(
  spec: ToolSpec<A, I, O, OI, E, R>,
): Tool<R> => {
  const decode = Schema.decodeUnknownEither(spec.input, strict)
  const { handedOver = Option.none } = spec

  const answer = Effect.fn(`tools/${spec.name}`)(function* (input: A, markdown: boolean) {
    const output = yield* spec.handler(input)
    const result = yield* resultOf(spec, output, markdown)
    return Option.match(handedOver(output, input), {
      onNone: () => result,
      onSome: (job): ToolResult => ({ ...result, handedOver: job }),
    })
  })

  const call = (given: unknown) => {
    const { markdown, rest } = separate(given)
    const input = decode(rest)
    if (Either.isLeft(input) || typeof markdown !== "boolean") {
      const lines = [...linesOf(spec.name, input), ...markdownLine(markdown)]
      return Effect.succeed(failed(explain(spec.name, lines)))
    }
    return Effect.catchAllCause(answer(input.right, markdown), (cause) =>
      fromCause(spec.name, cause),
    )
  }

  return {
    name: spec.name,
    call,
    definition: () => ({
      name: spec.name,
      title: spec.annotations.title,
      description: spec.description,
      icons: icons[spec.group],
      annotations: spec.annotations,
      inputSchema: inputSchema(spec.input),
      outputSchema: outputSchema(spec.output),
    }),
  }
}

/** An output as the result of a call: in Markdown for people, or as its payload's JSON. */
export const resultOf = Effect.fnUntraced(function* <O, OI>(
  { output: schema, markdown, links }: ToolFace<O, OI>,
  output: O,
  asMarkdown: boolean,
) {
  const payload: unknown = yield* Effect.orDie(Schema.encode(schema)(output))
  const text = asMarkdown ? markdown(output) : JSON.stringify(payload)
  return succeeded(isRecord(payload) ? payload : {}, text, links?.(output))
})

const strict = { errors: "all", onExcessProperty: "error" } as const

/** An argument given as null counts as absent: some hosts fill in every option. */
const separate = (given: unknown): { readonly markdown: unknown; readonly rest: unknown } => {
  if (given === undefined || given === null) return { markdown: true, rest: {} }
  if (!isRecord(given)) return { markdown: true, rest: given }
  const present = Object.entries(given).filter(([, value]) => value !== null)
  const { markdown_output: markdown = true, ...rest } = Object.fromEntries(present)
  return { markdown, rest }
}

/** One line for each wrong argument, whatever is wrong with it. */
const linesOf = (
  tool: string,
  input: Either.Either<unknown, ParseResult.ParseError>,
): ReadonlyArray<string> => {
  if (Either.isRight(input)) return []
  const issues = ParseResult.ArrayFormatter.formatErrorSync(input.left)
  const byArgument = Arr.groupBy(issues, ({ path }) => String(path[0] ?? ""))
  return Object.entries(byArgument).map(([argument, [first, ...more]]) => {
    const others = more.length === 0 ? "" : ` (and ${more.length} more)`
    const said = sentenceOf(tool, first)
    return argument === "" ? said : `${first.path.join(".")}: ${said}${others}`
  })
}

const sentenceOf = (tool: string, { _tag, message }: ParseResult.ArrayFormatterIssue): string => {
  if (_tag === "Unexpected") return `${tool} has no such argument`
  return _tag === "Missing" ? "is required" : message
}

const markdownLine = (given: unknown): ReadonlyArray<string> =>
  typeof given === "boolean"
    ? []
    : [`markdown_output: ${JSON.stringify(given)} is neither true nor false`]

const longestLine = 400

const explain = (tool: string, lines: ReadonlyArray<string>): string => {
  const shown = lines.map((line) =>
    line.length > longestLine ? `- ${line.slice(0, longestLine)}…` : `- ${line}`,
  )
  return `The arguments of ${tool} do not fit:\n${shown.join("\n")}\nCorrect them and call again; tools/list has the schema.`
}
