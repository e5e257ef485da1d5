import { type Duration, Effect, Stream } from "effect"
import type { Registries, RegistryRunner } from "./ProtocolServer.ts"
import { taskIdOf, taskUpdate, type Updated } from "./TaskListening.ts"

/** What somebody wants to hear of. */
export interface Interest {
  readonly uris: ReadonlyArray<string>
  /** Whether the list of resources is among it. */
  readonly list: boolean
}

/** Where changes are told; what cannot be told is nobody's loss. */
export interface Publish {
  readonly updated: (what: Updated) => Promise<unknown>
  readonly listChanged: () => Promise<unknown>
}

/** What one connection wants to hear of. */
export interface Subscriptions {
  /** Follows what is of interest, each thing once however many hold it, until that is given back. */
  readonly hold: (interest: Interest) => () => void
  /** Nobody is there any more. */
  readonly close: () => void
}

/** Between two updates of one resource; a change meanwhile is told at its end. */
const betweenUpdates = "200 millis"
const betweenLists = "1 second"

interface Followed {
  holders: number
  readonly stop: AbortController
}

/** The subscriptions of a connection, whatever carries it. Nothing is watched while nobody wants it. */
export const makeSubscriptions = (runner: RegistryRunner, publish: Publish): Subscriptions => {
  const followed = new Map<string, Followed>()

  const follow = (key: string, telling: Telling): Followed => {
    const made = { holders: 0, stop: new AbortController() }
    followed.set(key, made)
    const end = () => {
      if (followed.get(key) === made) followed.delete(key)
    }
    // What there is not never changes: whoever wants to hear of it hears nothing.
    runner.run(telling, { signal: made.stop.signal }).then(end, end)
    return made
  }

  const hold = (key: string, telling: Telling): (() => void) => {
    const one = followed.get(key) ?? follow(key, telling)
    one.holders += 1
    return () => {
      one.holders -= 1
      if (one.holders > 0) return
      one.stop.abort()
      if (followed.get(key) === one) followed.delete(key)
    }
  }

  const holdUri = (uri: string) =>
    hold(`resource ${uri}`, (registries) =>
      tell(updatesOf(registries, uri), publish.updated, betweenUpdates),
    )

  const holdList = () =>
    hold("list", ({ resources }) => tell(resources.listChanges, publish.listChanged, betweenLists))

  return {
    hold: ({ uris, list }) => {
      const held = [...new Set(uris)].map(holdUri)
      if (list) held.push(holdList())
      // Emptied, so that giving back twice takes nothing from the others.
      return () => {
        for (const release of held.splice(0)) release()
      }
    },
    close: () => {
      for (const { stop } of followed.values()) stop.abort()
      followed.clear()
    },
  }
}

type Telling = (registries: Registries) => Effect.Effect<void, { readonly message: string }>

/** Some URIs are tasks in disguise: these bring what has become of them. */
const updatesOf = (
  { tools, resources }: Registries,
  uri: string,
): Stream.Stream<Updated, { readonly message: string }> => {
  const task = taskIdOf(uri)
  return task === undefined
    ? Stream.map(resources.changes(uri), () => ({ uri }))
    : Stream.map(tools.taskChanges(task), taskUpdate)
}

/** At once, then at most once in each interval: of changes in between only the last is kept. */
const tell = <A, E>(
  changes: Stream.Stream<A, E>,
  publish: (change: A) => Promise<unknown>,
  interval: Duration.DurationInput,
): Effect.Effect<void, E> =>
  changes.pipe(
    Stream.buffer({ capacity: 1, strategy: "sliding" }),
    Stream.runForEach((change) =>
      Effect.zipRight(
        Effect.ignore(Effect.tryPromise(() => publish(change))),
        Effect.sleep(interval),
      ),
    ),
  )
