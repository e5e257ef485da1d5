import { Deferred, Effect, Fiber, Option, Schedule, type Scope } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { StartedRecord } from "../domain/JobFiles.ts"
import type { ProcessEnd, ProcessSpec, SpawnFailed } from "../domain/Process.ts"
import { Settings } from "../domain/Settings.ts"
import { type Enforcement, limitNotes } from "./LimitNotes.ts"
import { makeLossRecorder } from "./LostProcesses.ts"
import { makeNodeRunner } from "./NodeRunner.ts"
import { makeLifeServices } from "./ProcessLife.ts"
import type { ProcessRunner, RunningProcess } from "./ProcessRunner.ts"
import { ProcessTable } from "./ProcessTable.ts"
import { holdSupervised } from "./SupervisedProcess.ts"
import { Supervisor } from "./Supervisor.ts"
import type { SupervisorClient } from "./SupervisorClient.ts"
import type { SupervisorGone } from "./SupervisorLaunch.ts"
import { refusalOf, supervisedSpec } from "./SupervisorProtocol.ts"

/** Processes in a supervisor's hands; in this server's own where there is none. */
export const makeSupervisedRunner = Effect.gen(function* () {
  const supervisor = yield* Supervisor
  const byNode = yield* makeNodeRunner
  const startWith = yield* makeStartWith

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

/** Starts a process by a supervisor, and binds it to the scope. */
const makeStartWith = Effect.gen(function* () {
  const { onServerExit } = yield* Settings
  const services = yield* makeLifeServices
  const scope = yield* Effect.scope
  const table = yield* ProcessTable
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
    const hastening = yield* Effect.forkIn(Effect.interruptible(hasten(client, key)), scope)
    const started = yield* Deferred.await(process.started).pipe(
      Effect.catchTags({
        StartRefused: ({ failed }) => refusalOf(failed, spec),
        SupervisorGone: (gone) => startedAllTheSame(spec, gone),
      }),
      Effect.ensuring(Fiber.interruptFork(hastening)),
    )
    const ended = yield* Deferred.make<ProcessEnd, StoreUnavailable>()
    const end = Effect.catchTag(Deferred.await(process.ended), "SupervisorGone", () =>
      recordLoss(spec, started),
    )
    yield* Effect.forkIn(Effect.interruptible(Effect.intoDeferred(end, ended)), scope)
    const isAlive = table.isAlive(started)
    const { serverEnds } = services
    const held = { client, key, spec, keep, started, ended, isAlive, serverEnds, scope }
    return yield* holdSupervised(held)
  })

  /**
   * A program on a disk that does not answer never begins, and a supervisor may not answer either: nobody
   * waits for that for ever.
   */
  const hasten = (client: SupervisorClient, key: number) =>
    services.serverEnds.pipe(
      Effect.repeat({ schedule: Schedule.spaced("100 millis"), until: (ends) => ends }),
      Effect.timeoutOption("30 seconds"),
      Effect.zipRight(
        Effect.sync(() =>
          client.tell({ do: "stop", key, reason: "server_exited", grace: 0, cap: 0 }),
        ),
      ),
      Effect.zipRight(Effect.delay(client.kill, "10 seconds")),
    )

  return startWith
})

const enforcementOf = (abilities: ReadonlyArray<string>): Enforcement => ({
  memory: abilities.some((ability) => ability.startsWith("cgroup"))
    ? "control group (whole tree)"
    : "address space (each process) and sampled (whole tree)",
  cpu: "kernel (each process) and sampled (whole tree)",
  processes: "sampled (whole tree)",
})
