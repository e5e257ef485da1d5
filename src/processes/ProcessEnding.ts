import { constants } from "node:os"
import { Data, Duration, Option } from "effect"
import {
  type FailureReason,
  type ProcessEnd,
  type ProcessSpec,
  StopReason,
} from "../domain/Process.ts"
import { isoOf } from "../domain/Time.ts"
import type { Usage } from "../domain/Usage.ts"
import { limitWords } from "./LimitNotes.ts"

/** How the main process ended, as its parent heard it. */
export type MainExit = Data.TaggedEnum<{
  Exited: { readonly code: number }
  Signalled: { readonly signal: string }
  /** It does not end: it is in the kernel's hands. */
  Unseen: object
}>
export const MainExit = Data.taggedEnum<MainExit>()

/** What Node's "exit" event tells. */
export const mainExitOf = (code: number | null, signal: string | null): MainExit => {
  if (signal !== null) return MainExit.Signalled({ signal })
  return code === null ? MainExit.Unseen() : MainExit.Exited({ code })
}

/** All that is known of a process that has ended. */
export interface EndedFacts {
  readonly spec: ProcessSpec
  readonly exit: MainExit
  /** Why it was stopped; none where it ended before anybody acted. */
  readonly stopped: Option.Option<StopReason>
  readonly startedAtMillis: number
  readonly wallSeconds: number
  readonly usage: Usage | null
  readonly bytes: { readonly stdout: number; readonly stderr: number }
  readonly killed: number
  readonly by: string
}

/** The record of an end; the one place that decides between the words of the contract. */
export const processEnd = (facts: EndedFacts): ProcessEnd => ({
  ...verdictOf(facts),
  exit_code: exitCodeOf(facts.exit),
  signal: facts.exit._tag === "Signalled" ? facts.exit.signal : null,
  started_at: isoOf(facts.startedAtMillis),
  ended_at: isoOf(facts.startedAtMillis + facts.wallSeconds * 1000),
  elapsed_seconds: toMicroseconds(facts.wallSeconds),
  usage: facts.usage,
  stdout_bytes: facts.bytes.stdout,
  stderr_bytes: facts.bytes.stderr,
  killed_processes: facts.killed,
  by: facts.by,
})

/** Finer than this, no clock of ours is true. */
const toMicroseconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e6

const signalNumbers: ReadonlyMap<string, number> = new Map(Object.entries(constants.signals))

type Verdict = Pick<ProcessEnd, "status" | "reason" | "error">

const verdictOf = (facts: EndedFacts): Verdict =>
  Option.match(facts.stopped, {
    onNone: () => verdictOfExit(facts.exit),
    onSome: (reason) => verdictOfStop(reason, facts.spec),
  })

const verdictOfExit = MainExit.$match({
  Exited: ({ code }): Verdict =>
    code === 0 ? { status: "completed", reason: null, error: null } : failed("exit_code", null),
  Signalled: ({ signal }) => failed("signal", signalSentence(signal)),
  Unseen: () => failed("signal", unseenSentence),
})

const signalSentence = (signal: string): string => `The process was ended by ${signal}.`

const unseenSentence = "The process did not end, not even by SIGKILL."

const verdictOfStop = (reason: StopReason, spec: ProcessSpec): Verdict =>
  reason === "cancelled"
    ? { status: "cancelled", reason: null, error: null }
    : failed(reason, stopSentence(reason, spec))

/**
 * Why a process was ended, for people; null where whoever wanted it knows. Of the spec alone: whoever
 * holds the process can be given the sentences beforehand.
 */
export const stopSentence = (reason: StopReason, spec: ProcessSpec): string | null => {
  const who = spec.endsJob ? "The script" : "This step"
  const limited = limitWords(spec.limits)
  const exceeded = (what: string, limit: Option.Option<string>) =>
    `${who} exceeded its ${what} limit${Option.match(limit, ofLimit)} and was ended.`
  switch (reason) {
    case "cancelled":
      return null
    case "timeout":
      return exceeded("time", Option.map(spec.timeLimit, inSeconds))
    case "output_limit":
      return `${who} wrote more than ${spec.maxOutputBytes} bytes to one stream and was ended.`
    case "out_of_memory":
      return Option.isSome(limited.memory)
        ? exceeded("memory", limited.memory)
        : `${who} was ended because the machine ran out of memory.`
    case "cpu_limit":
      return exceeded("CPU time", limited.cpu)
    case "process_limit":
      return exceeded("process", limited.processes)
    case "server_exited":
      return "The server ended or restarted while the job was running; its processes were ended."
  }
}

/**
 * All that may be said of an end, by its reason, for whoever records it without us: `{signal}` stands
 * for the signal's name, "unseen" is a process that does not end.
 */
export const endSentences = (spec: ProcessSpec): Readonly<Record<string, string | null>> => ({
  ...Object.fromEntries(StopReason.literals.map((reason) => [reason, stopSentence(reason, spec)])),
  signal: signalSentence("{signal}"),
  unseen: unseenSentence,
})

const ofLimit = { onNone: () => "", onSome: (limit: string) => ` of ${limit}` }

const inSeconds = (limit: Duration.Duration): string => `${Duration.toSeconds(limit)} s`

const failed = (reason: FailureReason, error: string | null): Verdict => ({
  status: "failed",
  reason,
  error,
})

/** The number that stands for an exit: negative for a signal, null where nobody knows. */
export const exitCodeOf = MainExit.$match({
  Exited: ({ code }) => code,
  Signalled: ({ signal }) => {
    const number = signalNumbers.get(signal)
    return number === undefined ? null : -number
  },
  Unseen: () => null,
})
