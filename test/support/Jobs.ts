import { Cause, Duration, Effect, Exit, Option, TestClock } from "effect"
import type { JobId } from "../../src/domain/Job.ts"
import type { JobRecord, Owner } from "../../src/domain/JobFiles.ts"
import { noLimits, type ProcessEnd, type ProcessSpec } from "../../src/domain/Process.ts"
import { EndDraft } from "../../src/jobs/JobEnd.ts"
import { JobFile } from "../../src/jobs/JobFile.ts"
import { JobStore } from "../../src/jobs/JobStore.ts"
import { type NewJob, SmartAsync, type Waiting, type Work } from "../../src/jobs/SmartAsync.ts"
import { ThisServer } from "../../src/jobs/ThisServer.ts"
import type { JobSite } from "../../src/processes/JobSite.ts"
import { ProcessRunner } from "../../src/processes/ProcessRunner.ts"
import { noon } from "./World.ts"

/** A job that nothing is special about. */
export const anyJob: NewJob = {
  tool: "test",
  label: Option.none(),
  stream: true,
  arguments: { answer: 42 },
}

/** What a job whose process left no record is written down as. */
export const settle = (exit: Exit.Exit<unknown, unknown>): EndDraft =>
  Exit.match(exit, {
    onSuccess: () => EndDraft.completed,
    onFailure: (cause) => EndDraft.failed(null, Cause.pretty(cause)),
  })

/** How a caller waits: 20 s, and for nothing else. */
export const waiting = (options: Partial<Waiting> = {}): Waiting => ({
  budget: Duration.seconds(20),
  until: Effect.never,
  onJob: () => Effect.void,
  ...options,
})

/** Runs work as a job. */
export const run = <A, E, R>(work: Work<A, E, R>, options: Partial<Waiting> = {}) =>
  Effect.flatMap(SmartAsync, (service) => service.run(anyJob, waiting(options), work, settle))

/** Starts work as a job that nobody waits for. */
export const start = <A, E, R>(work: Work<A, E, R>) =>
  Effect.map(run(work, { budget: Duration.zero }), ({ id }) => id)

/** The work of a job that is one process. */
export const process = Effect.fnUntraced(function* (site: JobSite) {
  const runner = yield* ProcessRunner
  const running = yield* runner.start(specOf(site))
  return yield* running.end
})

const specOf = ({ folder, cookie }: JobSite): ProcessSpec => ({
  argv: ["python", "script.py"],
  cwd: folder,
  env: {},
  jobFolder: folder,
  folder,
  endsJob: true,
  cookie,
  timeLimit: Option.none(),
  grace: Duration.seconds(3),
  maxOutputBytes: 1_000_000,
  limits: noLimits,
  sampleInterval: Duration.seconds(1),
})

/** A job as it is on disk. */
export const read = (id: JobId) =>
  Effect.flatMap(JobStore, (store) => Effect.flatten(store.read(id))).pipe(Effect.orDie)

/** How a job ended, as it is on disk. */
export const endOf = (id: JobId) => Effect.map(read(id), ({ exit }) => Option.getOrNull(exit))

/** The one job that there is, of a caller that has not been answered. */
export const onlyJob = Effect.flatMap(JobStore, ({ newestIds }) =>
  Effect.flatMap(newestIds(2), ([id, ...more]) =>
    id === undefined || more.length > 0 ? Effect.dieMessage("not one job") : Effect.succeed(id),
  ),
).pipe(Effect.orDie)

/** The end of a process that went well, for jobs that a test makes by hand. */
export const wellEnded: ProcessEnd = {
  status: "completed",
  reason: null,
  exit_code: 0,
  signal: null,
  error: null,
  started_at: noon,
  ended_at: noon,
  elapsed_seconds: 1,
  usage: null,
  stdout_bytes: 0,
  stderr_bytes: 0,
  killed_processes: 0,
  by: "test",
}

/** The record of a job that this server, or another owner, has made. */
export const recordOf = (id: JobId, owner: Owner | null): JobRecord => ({
  id,
  label: null,
  tool: "test",
  created_at: noon,
  cookie: `${id}:cookie`,
  on_server_exit: "stop",
  stream: true,
  owner,
})

/** Makes a job by hand, as a server does before anyone hears of it. */
export const make = Effect.fnUntraced(function* (
  id: JobId,
  options: {
    readonly owner?: Owner
    readonly begun?: boolean
    readonly label?: string
    readonly onServerExit?: JobRecord["on_server_exit"]
  } = {},
) {
  const store = yield* JobStore
  const owner = options.owner ?? (yield* ThisServer).owner
  const job: JobRecord = {
    ...recordOf(id, owner),
    label: options.label ?? null,
    on_server_exit: options.onServerExit ?? "stop",
  }
  const begun = options.begun === false ? Option.none() : Option.some({ at: noon })
  yield* store.announce(job)
  yield* store.create(job, { arguments: {} }, begun)
  return job
}, Effect.orDie)

/** Ends such a job, as its owner does. */
export const end = Effect.fnUntraced(function* (id: JobId) {
  const store = yield* JobStore
  yield* store.writeOnce(id, JobFile.exit, wellEnded)
  yield* store.settled(id)
}, Effect.orDie)

/** Lets so much time go by. */
export const pass = (time: Duration.DurationInput) => TestClock.adjust(time)
