import type { Socket } from "node:net"
import { Data, Deferred, Effect, FiberId, Option, Queue, Schema } from "effect"
import type { ProcessEnd, ProcessIdentity } from "../domain/Process.ts"
import { sendSignal } from "./Signal.ts"
import {
  launchSupervisor,
  SupervisorGone,
  supervisorFolder,
  type Whose,
} from "./SupervisorLaunch.ts"
import {
  type Failed,
  FromSupervisor,
  type Ready,
  type Started,
  type ToSupervisor,
} from "./SupervisorProtocol.ts"

/** What the supervisor could not start, as it says it. */
export class StartRefused extends Data.TaggedError("StartRefused")<{ readonly failed: Failed }> {}

/** A process in the supervisor's hands. */
export interface Supervised {
  readonly started: Deferred.Deferred<Started, StartRefused | SupervisorGone>
  readonly ended: Deferred.Deferred<ProcessEnd, SupervisorGone>
}

/** A supervisor that runs, on the other end of a socket pair. */
export interface SupervisorClient {
  readonly identity: ProcessIdentity
  readonly abilities: ReadonlyArray<string>
  /** Says something; what is said to one that is gone is lost. */
  readonly tell: (message: ToSupervisor) => void
  /** Says `start`, under a key of its own. */
  readonly start: (spec: StartMessage["spec"]) => readonly [key: number, process: Supervised]
  /** Fails when it has ended. */
  readonly gone: Deferred.Deferred<never, SupervisorGone>
  /** Ends it at once: the kernel ends the processes that it holds. */
  readonly kill: Effect.Effect<void>
  /** Breaks the lease, so that it ends; whether nothing is left in its hands, so that it does so at once. */
  readonly release: () => boolean
  /** What it has to say to people. */
  readonly lines: Queue.Dequeue<string>
}

type StartMessage = Extract<ToSupervisor, { readonly do: "start" }>

/** Starts a supervisor: in a session of its own, with the other end of our lease as its descriptor 3. */
export const startSupervisor = Effect.fn("SupervisorClient.start")(function* (
  python: string,
  whose: Whose,
  folder: string = supervisorFolder,
) {
  const child = yield* launchSupervisor(python, whose, folder)
  const lines = yield* Queue.sliding<string>(100)
  const ready = yield* Deferred.make<Ready, SupervisorGone>()
  const gone = yield* Deferred.make<never, SupervisorGone>()
  const known = new Map<number, Supervised>()
  const hear = makeHearing(known, ready, lines)

  const end = (reason: string) => {
    const failure = Effect.fail(new SupervisorGone({ reason }))
    Deferred.unsafeDone(ready, failure)
    for (const { started, ended } of known.values()) {
      Deferred.unsafeDone(started, failure)
      Deferred.unsafeDone(ended, failure)
    }
    Deferred.unsafeDone(gone, failure)
  }
  child.process.on("error", (error) => end(error.message))
  // Whatever it said last is in the pipe still: "close" comes after that.
  child.process.once("close", (code, signal) => end(signal ?? `exit code ${code}`))
  child.lease.on("error", () => undefined)
  eachLine(child.lease, hear)
  eachLine(child.stderr, (line) => Queue.unsafeOffer(lines, line))

  const tell = (message: ToSupervisor) => {
    if (child.lease.writable) child.lease.write(`${JSON.stringify(message)}\n`)
  }
  const isRunning = () => child.process.exitCode === null && child.process.signalCode === null
  // With the child that it may have, but not with its processes: those have sessions of their own.
  const kill = Effect.sync(() => isRunning() && sendSignal(-(child.process.pid ?? 0), "SIGKILL"))
  let keys = 0
  const { pid, start, boot_id, abilities } = yield* Deferred.await(ready).pipe(
    Effect.timeoutFail({
      duration: "10 seconds",
      onTimeout: () => new SupervisorGone({ reason: "it did not begin within 10 s" }),
    }),
    Effect.interruptible,
    Effect.onError(() => Effect.zipRight(kill, Effect.exit(Deferred.await(gone)))),
  )
  return {
    identity: { pid, start, boot_id },
    abilities,
    tell,
    start: (spec) => {
      const key = ++keys
      const process = {
        started: Deferred.unsafeMake<Started, StartRefused | SupervisorGone>(FiberId.none),
        ended: Deferred.unsafeMake<ProcessEnd, SupervisorGone>(FiberId.none),
      }
      if (isRunning()) {
        known.set(key, process)
        tell({ do: "start", key, spec })
      } else {
        const failure = Effect.fail(new SupervisorGone({ reason: "it has ended" }))
        Deferred.unsafeDone(process.started, failure)
        Deferred.unsafeDone(process.ended, failure)
      }
      return [key, process]
    },
    gone,
    kill: Effect.asVoid(kill),
    release: () => {
      child.lease.end()
      for (const handle of [child.process, child.lease, child.stderr]) handle.unref()
      return known.size === 0
    },
    lines,
  } satisfies SupervisorClient
})

const decode = Schema.decodeOption(FromSupervisor)

/** Carries what the supervisor says to whoever waits for it. */
const makeHearing =
  (
    known: Map<number, Supervised>,
    ready: Deferred.Deferred<Ready, SupervisorGone>,
    lines: Queue.Queue<string>,
  ) =>
  (line: string) => {
    const heard = decode(line)
    if (Option.isNone(heard)) {
      Queue.unsafeOffer(lines, `it says what nobody understands: ${line.slice(0, 200)}`)
      return
    }
    const message = heard.value
    switch (message.is) {
      case "ready":
        return Deferred.unsafeDone(ready, Effect.succeed(message))
      case "log":
        return void Queue.unsafeOffer(lines, message.text)
    }
    const process = known.get(message.key)
    if (process === undefined) return
    if (message.is === "started") {
      return Deferred.unsafeDone(process.started, Effect.succeed(message))
    }
    known.delete(message.key)
    if (message.is === "failed") {
      const refused = new StartRefused({ failed: message })
      return Deferred.unsafeDone(process.started, Effect.fail(refused))
    }
    Deferred.unsafeDone(process.ended, Effect.succeed(message.end))
  }

const eachLine = (stream: Socket, use: (line: string) => void) => {
  let rest = ""
  stream.setEncoding("utf8")
  stream.on("data", (part: string) => {
    const lines = (rest + part).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) if (line !== "") use(line)
  })
}
