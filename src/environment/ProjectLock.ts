import { join, resolve } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Context, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { type LockExport, readLockExport } from "../domain/LockExport.ts"
import { storeUnavailable } from "../domain/PlatformErrors.ts"
import { Settings } from "../domain/Settings.ts"
import { localFolders } from "../domain/UvLock.ts"
import { EnvironmentFailed, isLockOutdated } from "./EnvironmentErrors.ts"
import type { Interpreter } from "./Interpreter.ts"
import type { LockPlace } from "./LockPlace.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { importFolder } from "./ProjectPlace.ts"
import { ProjectRecords, type ProjectSubject } from "./ProjectRecords.ts"
import { Uv } from "./Uv.ts"
import { projectVariables } from "./UvVariables.ts"

/** What a lock installs, without the project itself. */
export interface LockedPackages extends Pick<LockExport, "requirements"> {
  /** Folders of local packages, which are imported from where they are. */
  readonly importFrom: ReadonlyArray<string>
  readonly notes: ReadonlyArray<string>
}

/** Reads what a project's or a script's lock installs, without writing anything beside it; an unchanged one costs no uv call. */
export class ProjectLock extends Context.Tag("python-mcp/ProjectLock")<
  ProjectLock,
  {
    readonly read: (
      preparation: Preparation,
      place: LockPlace,
      python: Interpreter,
    ) => Effect.Effect<LockedPackages, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    ProjectLock,
    never,
    FileSystem.FileSystem | Host | PreparationSteps | ProjectRecords | Settings | Uv
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const records = yield* ProjectRecords
      const steps = yield* PreparationSteps
      const uvs = yield* Uv
      const env = projectVariables(yield* Host, yield* Settings)

      const ask = Effect.fnUntraced(function* (
        preparation: Preparation,
        { lock, target, wayOut }: LockPlace,
        python: Interpreter,
      ) {
        const uv = yield* uvs.provide(preparation, Effect.succeed(python))
        const file = join(preparation.site.folder, "locked.txt")
        const where = [...target, "--python", python.path, "--output-file", file]
        // uv is not to make the project's environment, nor to look at it.
        const elsewhere = join(preparation.site.folder, "no-environment")
        const exported = steps.run(preparation, {
          name: "export",
          stage: `reading ${lock}`,
          argv: [uv.path, "export", ...exportOptions, ...where],
          env: { ...env, UV_PROJECT_ENVIRONMENT: elsewhere },
        })
        yield* Effect.catchIf(exported, isLockOutdated, (error) =>
          Effect.fail(new EnvironmentFailed({ ...error, wayOut })),
        )
        const text = yield* Effect.mapError(fs.readFileString(file), storeUnavailable(file))
        yield* Effect.ignore(fs.remove(file))
        return { lines: text.split("\n").filter((line) => line.trim() !== ""), notes: uv.notes }
      })

      const askAndKeep = Effect.fnUntraced(function* (
        preparation: Preparation,
        place: LockPlace,
        python: Interpreter,
      ) {
        const { lock, declaredIn } = place
        const files = yield* records.look([lock, declaredIn])
        const text = yield* Effect.orElseSucceed(fs.readFileString(lock), () => "")
        const members = localFolders(text).map((folder) =>
          join(place.root, folder, "pyproject.toml"),
        )
        const others = yield* records.look(members)
        const { lines, notes } = yield* ask(preparation, place, python)
        yield* records.keep(subjectOf(place), { files: [...files, ...others], lines })
        return { lines, notes }
      })

      return {
        read: Effect.fn("ProjectLock.read")(function* (preparation, place, python) {
          const known = yield* records.recall(subjectOf(place))
          const { lines, notes } = Option.isSome(known)
            ? { lines: known.value, notes: [] }
            : yield* askAndKeep(preparation, place, python)
          const { requirements, local } = yield* Effect.mapError(readLockExport(lines), (error) =>
            unreadable(place, error.message),
          )
          const locals = yield* Effect.forEach(local, (written) => placeLocal(fs, place, written))
          return {
            requirements,
            importFrom: locals.flatMap(({ from }) => from),
            notes: [...notes, ...locals.map(({ note }) => note)],
          }
        }),
      }
    }),
  )
}

/** A local package is not installed: a folder is imported from, an archive is left out. */
const placeLocal = Effect.fnUntraced(function* (
  fs: FileSystem.FileSystem,
  { root }: LockPlace,
  written: string,
) {
  const path = resolve(root, written)
  return Option.match(yield* importFolder(fs, path), {
    onNone: () => ({ from: [], note: `${path} is no folder, so it is left out.` }),
    onSome: (from) => ({ from: [from], note: `${path} is imported from where it is.` }),
  })
})

const exportOptions = [
  ...["--frozen", "--no-hashes", "--no-header", "--no-annotate"],
  ...["--format", "requirements-txt", "--quiet", "--no-progress", "--color", "never"],
]

const subjectOf = ({ declaredIn }: LockPlace): ProjectSubject => ({
  purpose: "export",
  project: declaredIn,
  facts: [],
})

const unreadable = ({ lock }: LockPlace, detail: string) =>
  new EnvironmentFailed({ stage: `reading ${lock}`, reason: "other", detail })
