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

/** What all who listen to a server want to hear of, however they are connected. */
export interface Subscriptions {
  /**
   * Follows what is of interest until that is given back: each thing once, however many hold it. A change is
   * published once to each `publish` among its holders.
   */
  readonly hold: (interest: Interest, publish: Publish) => () => void
  /** Nobody is there any more. */
  readonly close: () => void
}

/** Between two updates of one resource; a change meanwhile is told at its end. */
const betweenUpdates = "200 millis"
const betweenLists = "1 second"

interface Followed {
  /** One entry for each time that it is held. */
  readonly holders: Set<{ readonly publish: Publish }>
  readonly stop: AbortController
}

/** The subscriptions of a server. Nothing is watched while nobody wants it, and nothing twice. */
export const makeSubscriptions = (runner: RegistryRunner): Subscriptions => {
  const followed = new Map<string, Followed>()

  const follow = (key: string, telling: Telling): Followed => {
    const made: Followed = { holders: new Set(), stop: new AbortController() }
    followed.set(key, made)
    const end = () => {
      if (followed.get(key) === made) followed.delete(key)
    }
    const publishers = () => [...new Set([...made.holders].map(({ publish }) => publish))]
    // What there is not never changes: whoever wants to hear of it hears nothing.
    runner
      .run((registries) => telling(registries, publishers), { signal: made.stop.signal })
      .then(end, end)
    return made
  }

  const hold = (key: string, publish: Publish, telling: Telling): (() => void) => {
    const one = followed.get(key) ?? follow(key, telling)
    const holder = { publish }
    one.holders.add(holder)
    return () => {
      one.holders.delete(holder)
      if (one.holders.size > 0) return
      one.stop.abort()
      if (followed.get(key) === one) followed.delete(key)
    }
  }

  const holdUri = (uri: string, publish: Publish) =>
    hold(`resource ${uri}`, publish, (registries, publishers) =>
      tell(updatesOf(registries, uri), betweenUpdates, (what) =>
        publishers().map(({ updated }) => updated(what)),
      ),
    )

  const holdList = (publish: Publish) =>
    hold("list", publish, ({ resources }, publishers) =>
      tell(resources.listChanges, betweenLists, () =>
        publishers().map(({ listChanged }) => listChanged()),
      ),
    )

  return {
    hold: ({ uris, list }, publish) => {
      const held = [...new Set(uris)].map((uri) => holdUri(uri, publish))
      if (list) held.push(holdList(publish))
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

type Telling = (
  registries: Registries,
  publishers: () => ReadonlyArray<Publish>,
) => Effect.Effect<void, { readonly message: string }>

/** Some URIs are tasks in disguise: these bring what has become of them. */
const updatesOf = (
  { tools, resources }: Registries,
  uri: string,
): Stream.Stream<Updated, { readonly message: string }> => {
  const task = taskIdOf(uri)
  return task === undefined
    ? Stream.map(resources.changes(uri), () => ({ uri }))
    : Stream.map(tools.taskChanges(task), taskUpdate(uri))
}

/** At once, then at most once in each interval: of changes in between only the last is kept. */
const tell = <A, E>(
  changes: Stream.Stream<A, E>,
  interval: Duration.DurationInput,
  publish: (change: A) => ReadonlyArray<Promise<unknown>>,
): Effect.Effect<void, E> =>
  changes.pipe(
    Stream.buffer({ capacity: 1, strategy: "sliding" }),
    Stream.runForEach((change) =>
      Effect.zipRight(
        Effect.ignore(Effect.tryPromise(() => Promise.allSettled(publish(change)))),
        Effect.sleep(interval),
      ),
    ),
  )
