import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Effect, Option } from "effect"
import { type ProfileWish, profileFolder } from "../domain/Profile.ts"
import type { EnvironmentPlan } from "../environment/EnvironmentPlan.ts"
import { Environments } from "../environment/Environments.ts"
import type { PreparedEnvironment } from "../environment/PreparedEnvironment.ts"
import { SidePackages } from "../environment/SidePackages.ts"
import type { JobSite } from "../processes/JobSite.ts"

/** What a script is to run in and under. */
export interface Wanted {
  readonly plan: EnvironmentPlan
  readonly profile: Option.Option<ProfileWish>
}

/** Makes the environment, and gets the profiler that runs the script in it, where one is asked for. */
export const makeProvision = Effect.gen(function* () {
  const environments = yield* Environments
  const packages = yield* SidePackages

  const profiler = Effect.fnUntraced(function* (
    { profiler: kind, sort, top }: ProfileWish,
    { python }: PreparedEnvironment,
    site: JobSite,
  ) {
    const folder = kind === "sampling" ? yield* packages.beside(python, [pyinstrument], site) : ""
    return [program, kind, sort, String(top), profileFolder(site.folder), folder]
  })

  return Effect.fn("Provision.provide")(function* ({ plan, profile }: Wanted, site: JobSite) {
    const prepared = yield* environments.prepare(plan, site)
    const under = yield* Effect.transposeMapOption(profile, (wish) =>
      profiler(wish, prepared, site),
    )
    return { prepared, under: Option.getOrElse(under, () => []) }
  })
})

/** Beside `dist` and `src` alike, in the package as in the repository. */
const program = join(dirname(fileURLToPath(import.meta.url)), "../../profiler/run.py")

/** The one that this program was written for: it looks into what pyinstrument has recorded. */
const pyinstrument = "pyinstrument==5.1.3"
