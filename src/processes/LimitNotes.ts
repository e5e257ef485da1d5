import { Option } from "effect"
import { bytesPerMegabyte, type ProcessLimits } from "../domain/Process.ts"

/** How each limit is held, such as "cgroup". */
export interface Enforcement {
  readonly memory: string
  readonly cpu: string
  readonly processes: string
}

/** A line for each limit that holds, with how it is held. */
export const limitNotes = (limits: ProcessLimits, by: Enforcement): ReadonlyArray<string> => {
  const { memory, cpu, processes } = limitWords(limits)
  return [
    Option.map(memory, (limit) => `memory limit ${limit}: ${by.memory}`),
    Option.map(cpu, (limit) => `CPU time limit ${limit}: ${by.cpu}`),
    Option.map(processes, (limit) => `process limit ${limit}: ${by.processes}`),
  ].flatMap(Option.toArray)
}

/** The limits as people read them. */
export const limitWords = ({ memoryBytes, cpuSeconds, processes }: ProcessLimits) => ({
  memory: Option.map(memoryBytes, (bytes) => `${bytes / bytesPerMegabyte} MB`),
  cpu: Option.map(cpuSeconds, (seconds) => `${seconds} s`),
  processes: Option.map(processes, String),
})
