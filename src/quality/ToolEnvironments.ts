import { dirname, join } from "node:path"
import { Context, Effect, Layer, Option } from "effect"
import type { StoreUnavailable } from "../domain/Job.ts"
import { PythonChoice, plainUv } from "../domain/Run.ts"
import type { EnvironmentFailed, PlanFailed } from "../environment/EnvironmentErrors.ts"
import { Environments } from "../environment/Environments.ts"
import type { JobSite } from "../processes/JobSite.ts"

/** The tools that look at code. */
export type ToolName = "ruff" | "black" | "bandit" | "mypy"

/** The first words of a tool's command. */
export type ToolCommand = readonly [string, ...ReadonlyArray<string>]

/** Where the tools are: each in an environment of its own, of the cache that all runs share. */
export class ToolEnvironments extends Context.Tag("python-mcp/ToolEnvironments")<
  ToolEnvironments,
  {
    /** Made where it is missing, as steps of the site; else found at once and marked as used. */
    readonly provide: (
      tool: ToolName,
      site: JobSite,
    ) => Effect.Effect<ToolCommand, EnvironmentFailed | PlanFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<ToolEnvironments, never, Environments> = Layer.effect(
    this,
    Effect.gen(function* () {
      const environments = yield* Environments
      return {
        provide: Effect.fn("ToolEnvironments.provide")(function* (tool, site) {
          const { dependencies, version } = recipes[tool]
          const plan = yield* environments.plan({
            python: PythonChoice.Uv({ ...plainUv, dependencies, version, isolated: true }),
            source: "",
            projectFolder: Option.none(),
            scriptPath: Option.none(),
          })
          const { python } = yield* environments.prepare(plan, site)
          return tool === "ruff"
            ? [join(dirname(python), "ruff")]
            : // Neither the folder that it is started in nor the user's packages are imported from.
              [python, "-I", "-X", "utf8", "-m", tool]
        }),
      }
    }),
  )
}

interface Recipe {
  /** With all that they need in turn: nothing changes by itself, and nothing is ever asked for anew. */
  readonly dependencies: ReadonlyArray<string>
  /** Which Pythons it runs on; ruff is a program of its own. */
  readonly version: Option.Option<string>
}

const forOlder = "python_version < '3.11'"

const forNewer = "python_version >= '3.11'"

const sinceThreeTen = Option.some(">=3.10")

/** The versions that every answer comes from. */
const recipes: Readonly<Record<ToolName, Recipe>> = {
  ruff: { dependencies: ["ruff==0.17.6"], version: Option.none() },
  black: {
    dependencies: [
      "black==26.10.1",
      "click==8.5.1",
      "mypy-extensions==1.2.0",
      "packaging==26.3",
      "pathspec==1.1.1",
      `platformdirs==4.12.4; ${forOlder}`,
      `platformdirs==4.14.7; ${forNewer}`,
      "pytokens==0.4.1",
      `tomli==2.5.0; ${forOlder}`,
      `typing-extensions==4.16.0; ${forOlder}`,
    ],
    version: sinceThreeTen,
  },
  bandit: {
    dependencies: [
      "bandit==1.9.4",
      "markdown-it-py==4.3.0",
      "mdurl==0.1.2",
      "pygments==2.21.0",
      "pyyaml==6.0.3",
      "rich==15.0.0",
      `stevedore==5.8.0; ${forOlder}`,
      `stevedore==5.10.0; ${forNewer}`,
    ],
    version: sinceThreeTen,
  },
  mypy: {
    dependencies: [
      "mypy==2.4.1",
      "ast-serialize==0.13.1",
      "librt==0.16.0",
      "mypy-extensions==1.2.0",
      "pathspec==1.1.1",
      `tomli==2.5.0; ${forOlder}`,
      "typing-extensions==4.16.0",
    ],
    version: sinceThreeTen,
  },
}
