import { sep } from "node:path"
import * as FileSystem from "@effect/platform/FileSystem"
import { Array as Arr, Effect, Option, Schema } from "effect"
import { excerpt } from "../domain/PythonVersion.ts"
import { Settings } from "../domain/Settings.ts"
import type { EnvironmentPlan } from "./EnvironmentPlan.ts"
import { type LocalRequirement, localRequirement, localText } from "./LocalRequirement.ts"

/** A dependency is a file or a folder that the settings do not open to this. */
export class LocalDependencyRefused extends Schema.TaggedError<LocalDependencyRefused>()(
  "LocalDependencyRefused",
  { requirement: Schema.String, reason: Schema.String, wayOut: Schema.String },
) {
  override get message() {
    return `Cannot use ${excerpt(this.requirement)} as a dependency: ${this.reason}. ${this.wayOut}, or ask for one of a package index.`
  }
}

/**
 * Lets dependencies of this machine into a plan: what is built from a folder runs code out of it, so only folders
 * that PYTHON_MCP_LOCAL_DEPENDENCIES names are open to this. They come out by their real paths: what was looked
 * at is what will be installed.
 */
export const makeAdmission = Effect.gen(function* () {
  const fs = yield* FileSystem.FileSystem
  const { localDependencies } = yield* Settings

  /** At the end of all links; none where there is nothing. */
  const realPath = (path: string) => Effect.option(fs.realPath(path))

  const openFolders = Effect.map(Effect.forEach(localDependencies, realPath), Arr.getSomes)

  /** The real path of a local dependency, where it may be used. */
  const locate = Effect.fnUntraced(function* ({ path }: LocalRequirement) {
    if (localDependencies.length === 0)
      return yield* closed("no folder of this machine is open to dependencies")
    const folders = yield* openFolders
    const real = yield* realPath(path)
    // What is elsewhere is not even said to be there or not.
    const isOpen = folders.some((folder) =>
      isWithin(
        folder,
        Option.getOrElse(real, () => path),
      ),
    )
    if (!isOpen) return yield* closed(`${excerpt(path)} is ${outside(localDependencies)}`)
    return yield* Effect.mapError(real, () => wrong(`${excerpt(path)} does not exist`))
  })

  const admit = (requirement: string): Effect.Effect<string, LocalDependencyRefused> => {
    const found = localRequirement(requirement)
    if (Option.isNone(found)) return Effect.succeed(requirement)
    const local = found.value
    const text =
      "wrong" in local
        ? Effect.fail(wrong(local.wrong))
        : Effect.map(locate(local), (path) => localText(local, path))
    return Effect.mapError(text, (why) => new LocalDependencyRefused({ requirement, ...why }))
  }

  return (plan: EnvironmentPlan): Effect.Effect<EnvironmentPlan, LocalDependencyRefused> =>
    plan._tag === "Managed" || plan._tag === "Locked"
      ? Effect.map(Effect.forEach(plan.requirements, admit), (requirements) => ({
          ...plan,
          requirements,
        }))
      : Effect.succeed(plan)
})

interface Refusal {
  readonly reason: string
  readonly wayOut: string
}

const closed = (reason: string): Effect.Effect<never, Refusal> =>
  Effect.fail({
    reason,
    wayOut:
      "Set PYTHON_MCP_LOCAL_DEPENDENCIES, as whoever runs the server, to the folders that dependencies may be installed from",
  })

/** Its folder is open, or would not help. */
const wrong = (reason: string): Refusal => ({
  reason,
  wayOut: 'Write it as "package @ file:///absolute/path" of what is there',
})

const outside = (folders: ReadonlyArray<string>): string =>
  `in none of the folders that dependencies may be installed from (${folders.join(", ")})`

const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
