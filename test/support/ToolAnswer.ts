import { assert } from "@effect/vitest"
import { Ajv, type ValidateFunction } from "ajv"
import { Ajv2020 } from "ajv/dist/2020.js"

/** A tool as a client lists it. */
export interface ListedTool {
  readonly name: string
  readonly title?: string
  readonly description?: string
  readonly icons?: ReadonlyArray<{ readonly src: string }>
  readonly annotations?: Readonly<Record<string, unknown>>
  readonly inputSchema: Readonly<Record<string, unknown>>
  readonly outputSchema?: Readonly<Record<string, unknown>>
}

/** A job as the status tools show it. */
export interface ShownJob {
  readonly job_id: string
  readonly id: string
  readonly label: string | null
  readonly tool: string
  readonly status: string
  readonly phase: string | null
  readonly reason: string | null
  readonly created_at: string
  readonly started_at: string | null
  readonly completed_at: string | null
  readonly elapsed_seconds: number
  readonly pid: number | null
  readonly exit_code: number | null
  readonly progress: { current: number; total: number | null; message: string | null } | null
  readonly error: string | null
  readonly result: Payload | null
  readonly python_version_used?: string
  readonly resolved_dependencies?: ReadonlyArray<string>
  readonly partial_stdout?: string
  readonly partial_stderr?: string
}

/** Any tool's payload, with the types of the contract; which fields are there, the tests say. */
export interface Payload {
  readonly job_id: string
  readonly status: string
  readonly message: string
  readonly reason: string | null
  readonly stdout: string
  readonly stderr: string
  readonly exit_code: number | string | null
  readonly signal: string | null
  readonly error: string | null
  readonly execution_strategy: string
  readonly elapsed_seconds: number
  readonly environment_seconds: number
  readonly python_version_used: string
  readonly resolved_dependencies: ReadonlyArray<string>
  readonly stdout_bytes: number
  readonly stderr_bytes: number
  readonly stdout_truncated: boolean
  readonly stderr_truncated: boolean
  readonly killed_processes: number
  readonly notes: ReadonlyArray<string>
  readonly usage: Readonly<Record<string, unknown>> | null
  readonly wall_time_seconds: number
  readonly cpu_time_seconds: number
  readonly peak_rss_mb: number
  readonly stdout_cursor: number
  readonly stderr_cursor: number
  readonly finished: boolean
  readonly done: ReadonlyArray<{
    job_id: string
    status: string
    reason: string | null
    exit_code: number | null
  }>
  readonly running: ReadonlyArray<{
    job_id: string
    elapsed_seconds: number
    idle_seconds: number | null
  }>
  readonly timed_out: boolean
  readonly job: ShownJob
  readonly jobs: ReadonlyArray<ShownJob>
  readonly total: number
  readonly removed: number
  readonly remaining: number
  readonly written: boolean
  readonly path: string
  readonly name: string
  readonly source: string
  readonly metadata: Readonly<Record<string, unknown>> | null
  readonly result: ReadonlyArray<Readonly<Record<string, unknown>>>
}

/** What a tool call came to. */
export interface ToolAnswer {
  readonly isError: boolean
  readonly text: string
  readonly payload: Payload
}

/**
 * What the contract says of every answer: an error has a message and no structuredContent; everything
 * else has a payload that conforms to the tool's output schema, in both dialects, and one text block;
 * what follows it are links.
 */
export const makeAnswerCheck = (tools: ReadonlyArray<ListedTool>) => {
  const validators = new Map<string, ReadonlyArray<ValidateFunction>>()
  const validatorsOf = (name: string): ReadonlyArray<ValidateFunction> => {
    const known = validators.get(name)
    if (known !== undefined) return known
    const schema = tools.find((tool) => tool.name === name)?.outputSchema
    assert.isDefined(schema, `${name} has an output schema`)
    const made = [new Ajv({ strict: false }), new Ajv2020({ strict: false })].map((ajv) =>
      ajv.compile(schema ?? {}),
    )
    validators.set(name, made)
    return made
  }

  return (name: string, given: unknown): ToolAnswer => {
    const result = given as {
      content: ReadonlyArray<{ type: string; text: string }>
      structuredContent?: Payload
      isError?: boolean
    }
    const [block, ...links] = result.content
    assert.strictEqual(block?.type, "text")
    for (const { type } of links) assert.strictEqual(type, "resource_link")
    const text = block?.text ?? ""
    const isError = result.isError === true
    if (isError) {
      assert.notProperty(result, "structuredContent", "an error has no structuredContent")
      assert.notStrictEqual(text.trim(), "", "an error has a message")
      return { isError, text, payload: {} as Payload }
    }
    const payload = result.structuredContent
    for (const validate of validatorsOf(name)) {
      assert.isTrue(validate(payload), `${name}: ${JSON.stringify(validate.errors)}`)
    }
    return { isError, text, payload: payload ?? ({} as Payload) }
  }
}
