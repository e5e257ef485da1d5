import { Option } from "effect"
import { bytesPerMegabyte, type ProcessLimits } from "../domain/Process.ts"
import type { RunLimits } from "../domain/Run.ts"
import type { Settings } from "../domain/Settings.ts"

/** The limits that hold for a run: of each two the lower. */
export interface HeldLimits {
  readonly limits: ProcessLimits
  readonly maxOutputBytes: number
  /** A line for each wish that a setting does not allow. */
  readonly notes: ReadonlyArray<string>
}

/** A setting is a ceiling: what is asked for below it holds, and what is above it does not. */
export const heldLimits = (
  asked: RunLimits,
  { limits, maxOutputBytes }: Pick<Settings["Type"], "limits" | "maxOutputBytes">,
): HeldLimits => {
  const outputBytes = Option.some(maxOutputBytes)
  return {
    limits: {
      memoryBytes: lower(asked.memoryBytes, limits.memoryBytes),
      cpuSeconds: lower(asked.cpuSeconds, limits.cpuSeconds),
      processes: lower(asked.processes, limits.processes),
    },
    maxOutputBytes: Option.match(asked.outputBytes, {
      onNone: () => maxOutputBytes,
      onSome: (bytes) => Math.min(bytes, maxOutputBytes),
    }),
    notes: [
      overruled("memory_mb", asked.memoryBytes, limits.memoryBytes, bytesPerMegabyte),
      overruled("cpu_seconds", asked.cpuSeconds, limits.cpuSeconds),
      overruled("processes", asked.processes, limits.processes),
      overruled("output_bytes", asked.outputBytes, outputBytes),
    ].flatMap(Option.toArray),
  }
}

type Limit = Option.Option<number>

const lower = (asked: Limit, ceiling: Limit): Limit =>
  Option.orElse(Option.zipWith(asked, ceiling, Math.min), () => Option.orElse(asked, () => ceiling))

/** `what` is the part that the names of an argument and of its setting share. */
const overruled = (what: string, asked: Limit, ceiling: Limit, unit = 1): Option.Option<string> =>
  Option.all([asked, ceiling]).pipe(
    Option.filter(([wish, most]) => wish > most),
    Option.map(
      ([wish, most]) =>
        `max_${what} ${wish / unit} is more than PYTHON_MCP_MAX_${what.toUpperCase()} allows: ${most / unit} holds`,
    ),
  )
