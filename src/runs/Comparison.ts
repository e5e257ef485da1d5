import { Schema } from "effect"
import { ComparedFigures, ComparedOutputs } from "../domain/Comparison.ts"
import { MeasuredSeries } from "../domain/Measurement.ts"
import { RunResult } from "./RunResult.ts"

/** What a comparison that has ended answers; kept with its job. */
export const Comparison = Schema.Struct({
  job_id: Schema.String,
  status: Schema.Literal("completed"),
  verdict: Schema.String,
  ...ComparedFigures.fields,
  outputs: ComparedOutputs,
  a: MeasuredSeries,
  b: MeasuredSeries,
  ...RunResult.pick(
    "execution_strategy",
    "python_version_used",
    "environment_seconds",
    "resolved_dependencies",
    "notes",
  ).fields,
})
export type Comparison = typeof Comparison.Type
