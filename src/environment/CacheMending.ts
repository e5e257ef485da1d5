import { basename } from "node:path"
import { Array as Arr, Context, Duration, Effect, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { Settings } from "../domain/Settings.ts"
import type { EnvironmentFailed } from "./EnvironmentErrors.ts"
import { type AlteredFile, alteredIn, InstalledFiles } from "./InstalledFiles.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { uvVariables } from "./UvVariables.ts"

/** An installation that has just been made from uv's cache. */
export interface Installation {
  readonly prefix: string
  readonly version: string
  /** When it began, in milliseconds since the epoch. */
  readonly begun: number
  /** The path of uv. */
  readonly uv: string
  /** Installs these distributions again. */
  readonly install: (
    names: ReadonlyArray<string>,
  ) => Effect.Effect<unknown, EnvironmentFailed | StoreUnavailable>
}

/**
 * Keeps what a script has written into uv's cache (through the hard links of its environment) out of all
 * later environments.
 */
export class CacheMending extends Context.Tag("python-mcp/CacheMending")<
  CacheMending,
  {
    /** Takes what was altered out of the cache and downloads it again; the notes say which that was. */
    readonly mend: (
      preparation: Preparation,
      installation: Installation,
    ) => Effect.Effect<ReadonlyArray<string>, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    CacheMending,
    never,
    Host | InstalledFiles | PreparationSteps | Settings
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const files = yield* InstalledFiles
      const steps = yield* PreparationSteps
      const env = uvVariables(yield* Host, yield* Settings)
      // Some packages come with a RECORD that is not true: they are downloaded again once, not each time.
      const untrue = new Set<string>()

      const mend = Effect.fn("CacheMending.mend")(function* (
        preparation: Preparation,
        { prefix, version, begun, uv, install }: Installation,
      ) {
        const found = yield* files.alteredInCache(prefix, version, begun)
        const altered = found.filter((file) => !untrue.has(alteredIn(prefix, file)))
        if (!Arr.isNonEmptyReadonlyArray(altered)) return []
        const names = Arr.dedupe(altered.map(({ distribution }) => distribution))
        yield* steps.run(preparation, {
          name: "cache-clean",
          stage: `removing ${names.join(", ")} from uv's cache, where a script has changed it`,
          argv: [uv, "cache", "clean", ...names],
          env,
          limit: Duration.minutes(1),
        })
        yield* install(names)
        const still = yield* files.altered(prefix, version)
        for (const file of still) untrue.add(alteredIn(prefix, file))
        return Option.toArray(
          noteOf(altered.filter((file) => !untrue.has(alteredIn(prefix, file)))),
        )
      })

      return { mend }
    }),
  )
}

const noteOf = (altered: ReadonlyArray<AlteredFile>): Option.Option<string> =>
  Option.map(Arr.head(altered), ({ path }) => {
    const names = Arr.dedupe(altered.map(({ distribution }) => distribution)).join(", ")
    const more = altered.length === 1 ? "" : ` and ${altered.length - 1} more files`
    return `A script had changed ${names} in uv's cache (${basename(path)}${more}): it was downloaded again.`
  })
