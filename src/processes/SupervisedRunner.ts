import { Deferred, Effect, Option, type Scope } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { StartedRecord } from "../domain/JobFiles.ts"
import type { ProcessEnd, ProcessSpec, SpawnFailed } from "../domain/Process.ts"
import { Settings } from "../domain/Settings.ts"
import { type Enforcement, limitNotes } from "./LimitNotes.ts"
import { makeLossRecorder } from "./LostProcesses.ts"
import { makeNodeRunner } from "./NodeRunner.ts"
import { makeLifeServices } from "./ProcessLife.ts"
import type { ProcessRunner, RunningProcess } from "./ProcessRunner.ts"
import { holdSupervised } from "./SupervisedProcess.ts"
import { Supervisor } from "./Supervisor.ts"
import type { SupervisorClient, SupervisorGone } from "./SupervisorClient.ts"
import { refusalOf, supervisedSpec } from "./SupervisorProtocol.ts"

/** Processes in a supervisor's hands; in this server's own where there is none. */
export const makeSupervisedRunner = Effect.gen(function* () {
  const supervisor = yield* Supervisor
  const byNode = yield* makeNodeRunner
  const { onServerExit } = yield* Settings
  const services = yield* makeLifeServices
  const scope = yield* Effect.scope
  const recordLoss = yield* makeLossRecorder

  /** What had begun before the supervisor was lost must not be begun again. */
  const startedAllTheSame = Effect.fnUntraced(function* (spec: ProcessSpec, gone: SupervisorGone) {
    const path = `${spec.folder}/started.json`
    const started = yield* Effect.option(services.durable.read(path, StartedRecord))
    return yield* Option.getOrElse(Option.map(Option.flatten(started), Effect.succeed), () => gone)
  })

  const startWith = Effect.fnUntraced(function* (client: SupervisorClient, spec: ProcessSpec) {
    const keep = onServerExit === "keep" && spec.endsJob
    const [key, process] = client.start(supervisedSpec(spec, keep))
    const started = yield* Deferred.await(process.started).pipe(
      Effect.catchTags({
        StartRefused: ({ failed }) => refusalOf(failed, spec),
        SupervisorGone: (gone) => startedAllTheSame(spec, gone),
      }),
    )
    const ended = yield* Deferred.make<ProcessEnd, StoreUnavailable>()
    const end = Effect.catchTag(Deferred.await(process.ended), "SupervisorGone", () =>
      recordLoss(spec, started),
    )
    yield* Effect.forkIn(Effect.interruptible(Effect.intoDeferred(end, ended)), scope)
    const { serverEnds } = services
    return yield* holdSupervised({ client, key, spec, keep, started, ended, serverEnds, scope })
  })

  /** One that is lost in the middle of a start is replaced, if it can be. */
  const start = (
    spec: ProcessSpec,
    triesLeft = 3,
  ): Effect.Effect<RunningProcess, SpawnFailed | StoreUnavailable, Scope.Scope> =>
    Effect.flatMap(triesLeft > 0 ? supervisor.client : Effect.succeedNone, (client) =>
      Option.isNone(client)
        ? byNode.start(spec)
        : Effect.catchTag(startWith(client.value, spec), "SupervisorGone", () =>
            start(spec, triesLeft - 1),
          ),
    )

  return {
    start: Effect.fn("ProcessRunner.start")((spec) => Effect.uninterruptible(start(spec))),
    helper: Effect.map(
      supervisor.client,
      Option.map(({ identity }) => identity),
    ),
    limitNotes: (limits) =>
      Effect.flatMap(
        supervisor.client,
        Option.match({
          onNone: () => byNode.limitNotes(limits),
          onSome: ({ abilities }) => Effect.succeed(limitNotes(limits, enforcementOf(abilities))),
        }),
      ),
  } satisfies ProcessRunner["Type"]
})

const enforcementOf = (abilities: ReadonlyArray<string>): Enforcement => ({
  memory: abilities.some((ability) => ability.startsWith("cgroup"))
    ? "control group (whole tree)"
    : "address space (each process) and sampled (whole tree)",
  cpu: "kernel (each process) and sampled (whole tree)",
  processes: "sampled (whole tree)",
})
