import { Option } from "effect"
import type { Usage } from "../domain/Usage.ts"

/** One process at one moment; a part that the platform does not tell is none. */
export interface ProcessSample {
  readonly cpu: Option.Option<{ readonly userSeconds: number; readonly systemSeconds: number }>
  readonly memory: Option.Option<{ readonly resident: number; readonly peak: number }>
}

/** What the samples of a tree have shown so far. */
export interface UsageSoFar {
  readonly samples: number
  readonly userSeconds: number
  readonly systemSeconds: number
  readonly peakOfOneProcess: number
  readonly peakOfTree: number
}

/** What a tree uses at one moment; what nobody saw is 0. */
export interface TreeUse {
  /** Resident, of all together. */
  readonly memoryBytes: number
  /** So far, of those that are gone too, as far as somebody saw them. */
  readonly cpuSeconds: number
  readonly processes: number
}

/** Before the first look. */
export const nothingSeen: UsageSoFar = {
  samples: 0,
  userSeconds: 0,
  systemSeconds: 0,
  peakOfOneProcess: 0,
  peakOfTree: 0,
}

/**
 * Adds one look at a whole tree; a look that saw nobody does not count. A child that was waited for
 * moves into its parent's account, so the sum only falls when somebody left unseen: the largest sum
 * is the best lower bound.
 */
export const addSample = (
  soFar: UsageSoFar,
  processes: ReadonlyArray<ProcessSample>,
): UsageSoFar => {
  if (processes.length === 0) return soFar
  const cpus = processes.flatMap(({ cpu }) => Option.toArray(cpu))
  const memories = memoriesOf(processes)
  const userSeconds = sum(cpus.map((cpu) => cpu.userSeconds))
  const systemSeconds = sum(cpus.map((cpu) => cpu.systemSeconds))
  const isMore = userSeconds + systemSeconds >= soFar.userSeconds + soFar.systemSeconds
  return {
    samples: soFar.samples + 1,
    userSeconds: isMore ? userSeconds : soFar.userSeconds,
    systemSeconds: isMore ? systemSeconds : soFar.systemSeconds,
    peakOfOneProcess: Math.max(soFar.peakOfOneProcess, ...memories.map(({ peak }) => peak)),
    peakOfTree: Math.max(soFar.peakOfTree, sum(memories.map(({ resident }) => resident))),
  }
}

/** What the last look at a tree has shown, when it has been added. */
export const useNow = (soFar: UsageSoFar, processes: ReadonlyArray<ProcessSample>): TreeUse => ({
  memoryBytes: sum(memoriesOf(processes).map(({ resident }) => resident)),
  cpuSeconds: soFar.userSeconds + soFar.systemSeconds,
  processes: processes.length,
})

const memoriesOf = (processes: ReadonlyArray<ProcessSample>) =>
  processes.flatMap(({ memory }) => Option.toArray(memory))

/** The account of a run; a figure that nobody saw is null, never 0. */
export const usageOf = (
  soFar: UsageSoFar,
  run: { readonly wallSeconds: number; readonly sampleIntervalSeconds: number },
): Usage => {
  const sawCpu = soFar.userSeconds + soFar.systemSeconds > 0
  const sawMemory = soFar.peakOfOneProcess > 0
  const source = (seen: boolean) => (seen ? ("sampled" as const) : null)
  return {
    wall_seconds: run.wallSeconds,
    cpu_user_seconds: sawCpu ? soFar.userSeconds : null,
    cpu_system_seconds: sawCpu ? soFar.systemSeconds : null,
    cpu_source: source(sawCpu),
    peak_rss_max_process_bytes: sawMemory ? soFar.peakOfOneProcess : null,
    peak_rss_max_process_source: source(sawMemory),
    peak_rss_tree_bytes: sawMemory ? soFar.peakOfTree : null,
    peak_rss_tree_source: source(sawMemory),
    samples: soFar.samples,
    sample_interval_seconds: run.sampleIntervalSeconds,
    source: "node",
  }
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)
