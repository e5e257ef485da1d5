import {
  Clock,
  Context,
  Deferred,
  Duration,
  Effect,
  Layer,
  Option,
  Queue,
  SynchronizedRef,
} from "effect"
import { Settings } from "../domain/Settings.ts"
import { ServerIdentity } from "./ServerIdentity.ts"
import { StateDirectory } from "./StateDirectory.ts"
import { type SupervisorClient, startSupervisor } from "./SupervisorClient.ts"
import { SupervisorPython } from "./SupervisorPython.ts"

/** The helper process that holds this server's processes, where one can be had. */
export class Supervisor extends Context.Tag("python-mcp/Supervisor")<
  Supervisor,
  {
    /**
     * The one that lives, started when it is first asked for, and anew when it was lost. None where there
     * is no Python for it; where none came to life, another one is tried a minute later.
     */
    readonly client: Effect.Effect<Option.Option<SupervisorClient>>
  }
>() {
  /** Linux only: elsewhere there is neither a subreaper nor a signal at the death of a parent. */
  static readonly layer = Layer.scoped(
    Supervisor,
    Effect.gen(function* () {
      const python = yield* SupervisorPython
      const scope = yield* Effect.scope
      const state = yield* SynchronizedRef.make<State>({ _tag: "Asleep" })
      const { home } = yield* Settings
      const directory = yield* StateDirectory
      const { owner } = yield* ServerIdentity

      const begin = Effect.gen(function* () {
        // It keeps its compiled self there.
        if (yield* directory.isForeign)
          return yield* without("the state directory is read only", minute)
        const path = yield* Effect.interruptible(python.find)
        if (Option.isNone(path))
          return yield* without("none is wanted, or no Python is there for it")
        const client = yield* startSupervisor(path.value, [home, owner.server.id])
        const { pid } = client.identity
        const line = Effect.logInfo("a supervisor holds the processes")
        yield* Effect.annotateLogs(line, { pid, python: path.value, can: client.abilities.join() })
        yield* Effect.forkIn(Effect.interruptible(relay(client)), scope)
        return { _tag: "Holding", client } satisfies State
      }).pipe(Effect.catchTag("SupervisorGone", ({ reason }) => without(reason, minute)))

      const client = SynchronizedRef.modifyEffect(state, (before) =>
        Effect.gen(function* () {
          const now = (yield* isWanted(before)) ? yield* begin : before
          return [now._tag === "Holding" ? Option.some(now.client) : Option.none(), now] as const
        }).pipe(Effect.uninterruptible),
      ).pipe(Effect.withSpan("Supervisor.client"))

      yield* Effect.addFinalizer(() => Effect.flatMap(SynchronizedRef.get(state), letGo))
      return { client }
    }),
  )
}

type State =
  | { readonly _tag: "Asleep" }
  | { readonly _tag: "Without"; readonly until: number }
  | { readonly _tag: "Holding"; readonly client: SupervisorClient }

/** Whether a supervisor is to be started. */
const isWanted = (state: State): Effect.Effect<boolean> => {
  if (state._tag === "Asleep") return Effect.succeed(true)
  if (state._tag === "Holding") return Deferred.isDone(state.client.gone)
  return Effect.map(Clock.currentTimeMillis, (now) => now >= state.until)
}

const minute = 60_000

/** What stood in the way may be over a while later. */
const without = Effect.fnUntraced(function* (reason: string, millis = Number.POSITIVE_INFINITY) {
  yield* Effect.logWarning(`No supervisor, the server holds the processes itself: ${reason}`)
  const until = (yield* Clock.currentTimeMillis) + millis
  return { _tag: "Without", until } satisfies State
})

/** Its words are for our log, as long as it lives. */
const relay = ({ lines, gone }: SupervisorClient) =>
  Effect.forever(
    Effect.flatMap(Queue.take(lines), (line) => Effect.logWarning(`supervisor: ${line}`)),
  ).pipe(
    Effect.raceFirst(Deferred.await(gone)),
    Effect.catchTag("SupervisorGone", ({ reason }) =>
      Effect.logInfo(`the supervisor has ended: ${reason}`),
    ),
  )

/** It ends by itself when the lease does; one without jobs does so at once, and is waited for. */
const letGo = (state: State) =>
  state._tag === "Holding"
    ? Effect.whenEffect(
        Effect.exit(Deferred.await(state.client.gone)).pipe(
          Effect.interruptible,
          Effect.timeoutOption(Duration.seconds(1)),
        ),
        Effect.sync(state.client.release),
      )
    : Effect.void
