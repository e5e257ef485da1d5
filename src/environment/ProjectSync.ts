import { join } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option, RcMap } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import { localFolders } from "../domain/UvLock.ts"
import { EnvironmentFailed, isNetworkFailure } from "./EnvironmentErrors.ts"
import { pythonOf } from "./EnvironmentFolders.ts"
import type { Interpreter } from "./Interpreter.ts"
import { Interpreters } from "./Interpreters.ts"
import { sitePackages } from "./PackageFolders.ts"
import { Pins } from "./Pins.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { changeNote, lockNotes } from "./ProjectChanges.ts"
import type { ProjectPlace } from "./ProjectPlace.ts"
import { ProjectRecords, type ProjectSubject } from "./ProjectRecords.ts"
import { leavingNothing } from "./ProjectTraces.ts"
import { Uv } from "./Uv.ts"
import { projectVariables } from "./UvVariables.ts"

/** The project, and the Python that its `.venv` has (`isOwn`) or is to get. */
export interface SyncOrder {
  readonly place: ProjectPlace
  readonly python: Interpreter
  readonly isOwn: boolean
}

/** A project's own environment that is up to date, and what had to change for that. */
export interface SyncedProject {
  readonly interpreter: Interpreter
  readonly notes: ReadonlyArray<string>
}

/** Brings a project's `.venv` up to date, as `uv run` would before it runs; an unchanged one costs no uv call. */
export class ProjectSync extends Context.Tag("python-mcp/ProjectSync")<
  ProjectSync,
  {
    readonly provide: (
      preparation: Preparation,
      order: SyncOrder,
    ) => Effect.Effect<SyncedProject, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    ProjectSync,
    never,
    | FileSystem.FileSystem
    | Host
    | Interpreters
    | Pins
    | PreparationSteps
    | ProjectRecords
    | Settings
    | Uv
  > = Layer.scoped(
    this,
    Effect.gen(function* () {
      const records = yield* ProjectRecords
      const update = yield* makeUpdate
      const locks = yield* RcMap.make({ lookup: (_root: string) => Effect.makeSemaphore(1) })

      const unchanged = Effect.fnUntraced(function* ({ place, python, isOwn }: SyncOrder) {
        const known = isOwn ? yield* records.recall(subjectOf(place, python)) : Option.none()
        const notes = [`${python.prefix} is up to date: nothing has changed since.`]
        return Option.as(known, { interpreter: python, notes })
      })

      return {
        provide: Effect.fn("ProjectSync.provide")(function* (preparation, order) {
          const known = yield* unchanged(order)
          if (Option.isSome(known)) return known.value
          const lock = yield* RcMap.get(locks, order.place.root)
          // Whoever was before may have done it.
          const again = Effect.flatMap(unchanged(order), (found) =>
            Option.isSome(found) ? Effect.succeed(found.value) : update(preparation, order),
          )
          return yield* lock.withPermits(1)(again)
        }, Effect.scoped),
      }
    }),
  )
}

/** All of it but the question whether it is needed. */
const makeUpdate = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const interpreters = yield* Interpreters
  const pins = yield* Pins
  const records = yield* ProjectRecords
  const sync = yield* makeSync

  const own = ({ root }: ProjectPlace) =>
    Effect.map(
      interpreters.inspect(pythonOf(join(root, ".venv"))),
      Option.filter(({ isVenv }) => isVenv),
    )

  const installed = Option.match({
    onNone: () => Effect.succeed<ReadonlyArray<string>>([]),
    onSome: ({ prefix, version }: Interpreter) => pins.read(prefix, version),
  })

  /** What decided is looked at before, so that a change meanwhile is not taken for synchronised. */
  const update = Effect.fnUntraced(function* (
    preparation: Preparation,
    { place, python }: SyncOrder,
  ) {
    const lock = join(place.root, "uv.lock")
    const [inputs, lockBefore, before] = yield* Effect.all([
      records.look(inputsOf(place)),
      records.look([lock]),
      own(place),
    ])
    const pinsBefore = yield* installed(before)
    const notes = yield* sync(preparation, place, python)
    const interpreter = yield* Effect.catchTag(
      Effect.flatten(own(place)),
      "NoSuchElementException",
      () => notMade(place),
    )
    const after = yield* installed(Option.some(interpreter))
    const text = yield* Effect.orElseSucceed(fs.readFileString(lock), () => "")
    const members = localFolders(text).map((folder) => join(place.root, folder, "pyproject.toml"))
    const lockAfter = yield* records.look([lock])
    const others = yield* records.look([...members, ...outputsOf(interpreter)])
    yield* records.keep(subjectOf(place, interpreter), {
      files: [...inputs, ...lockAfter, ...others],
      lines: [],
    })
    const changes = [
      ...lockNotes(lockBefore, lockAfter),
      changeNote(before, interpreter, pinsBefore, after),
    ]
    return { interpreter, notes: [...notes, ...changes] }
  })

  return (preparation: Preparation, order: SyncOrder) => {
    const { place, python } = order
    // Another server may meanwhile have made what this one fails at.
    const isWanted = Effect.map(records.recall(subjectOf(place, python)), Option.isSome)
    return leavingNothing(fs, place, isWanted, update(preparation, order))
  }
})

/** uv's own part: what it says is in the step's folder. */
const makeSync = Effect.gen(function* () {
  const steps = yield* PreparationSteps
  const uvs = yield* Uv
  const env = projectVariables(yield* Host, yield* Settings)

  return Effect.fnUntraced(function* (
    preparation: Preparation,
    { folder, root }: ProjectPlace,
    python: Interpreter,
  ) {
    const uv = yield* uvs.provide(preparation, Effect.succeed(python))
    const step = (name: string, ...more: ReadonlyArray<string>) =>
      steps.run(preparation, {
        name,
        stage: `bringing ${join(root, ".venv")} up to date`,
        argv: [
          uv.path,
          "sync",
          "--directory",
          folder,
          ...syncOptions,
          "--python",
          python.path,
          ...more,
        ],
        env,
      })
    yield* step("sync").pipe(
      Effect.catchIf(isNetworkFailure, (error) =>
        // The network is the cause; what the cache lacks is only its consequence.
        Effect.catchTag(step("sync-offline", "--offline"), "EnvironmentFailed", () => error),
      ),
    )
    return uv.notes
  })
})

// Inexact, as `uv run` does it: what somebody has installed there by hand stays.
const syncOptions = ["--inexact", "--no-progress", "--color", "never"]

const subjectOf = (
  { folder }: ProjectPlace,
  { realPath, version }: Interpreter,
): ProjectSubject => ({
  purpose: "sync",
  project: folder,
  facts: [realPath, version],
})

const inputsOf = ({ folder, root }: ProjectPlace): ReadonlyArray<string> =>
  [...new Set([folder, root])].flatMap((at) =>
    ["pyproject.toml", "uv.toml", ".python-version"].map((name) => join(at, name)),
  )

const outputsOf = ({ prefix, version }: Interpreter): ReadonlyArray<string> => [
  join(prefix, "pyvenv.cfg"),
  ...sitePackages(prefix, version),
]

const notMade = ({ root }: ProjectPlace) =>
  new EnvironmentFailed({
    stage: `bringing ${join(root, ".venv")} up to date`,
    reason: "other",
    detail: "uv has made no environment there.",
  })
