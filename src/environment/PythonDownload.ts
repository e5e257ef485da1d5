import { Context, Duration, Effect, Either, Layer, Option } from "effect"
import { Host } from "../domain/Host.ts"
import type { StoreUnavailable } from "../domain/Job.ts"
import { matches, parseRequest } from "../domain/PythonVersion.ts"
import { Settings } from "../domain/Settings.ts"
import { EnvironmentFailed, installedSentence } from "./EnvironmentErrors.ts"
import { PythonSource } from "./EnvironmentPlan.ts"
import type { Interpreter } from "./Interpreter.ts"
import { Interpreters } from "./Interpreters.ts"
import { type Preparation, PreparationSteps } from "./PreparationSteps.ts"
import { Uv } from "./Uv.ts"
import { uvVariables } from "./UvVariables.ts"

/** An interpreter to use, and what people should know about where it came from. */
export interface ReadyPython {
  readonly interpreter: Interpreter
  readonly notes: ReadonlyArray<string>
}

/** Gets the Python that a plan is for: one that is there, or one that uv downloads. */
export class PythonDownload extends Context.Tag("python-mcp/PythonDownload")<
  PythonDownload,
  {
    readonly provide: (
      preparation: Preparation,
      source: PythonSource,
    ) => Effect.Effect<ReadyPython, EnvironmentFailed | StoreUnavailable>
  }
>() {
  static readonly layer: Layer.Layer<
    PythonDownload,
    never,
    Host | Interpreters | PreparationSteps | Settings | Uv
  > = Layer.effect(
    this,
    Effect.gen(function* () {
      const interpreters = yield* Interpreters
      const steps = yield* PreparationSteps
      const uvs = yield* Uv
      const variables = uvVariables(yield* Host, yield* Settings)
      // "manual" is what uv calls: only when told to, as it is here.
      const env = { ...variables, UV_PYTHON_DOWNLOADS: "manual", UV_PYTHON_INSTALL_BIN: "0" }

      const missing = Effect.fnUntraced(function* (label: string, detail: string) {
        const installed = (yield* interpreters.all).map(({ version }) => version)
        const said = [detail.trim(), installedSentence(installed)].filter((text) => text !== "")
        return new EnvironmentFailed({
          stage: `finding ${label}`,
          reason: "python_missing",
          detail: said.join("\n\n"),
        })
      })

      /** uv comes from PyPI, for which any Python will do. */
      const anyPython = (label: string) =>
        Effect.flatMap(
          interpreters.find(() => true),
          Option.match({
            onSome: Effect.succeed,
            onNone: () => Effect.flip(missing(label, "There is no Python to install uv with.")),
          }),
        )

      const download = Effect.fnUntraced(function* (
        preparation: Preparation,
        request: string,
        label: string,
      ) {
        const uv = yield* Effect.catchIf(
          uvs.provide(preparation, anyPython(label)),
          isUvUnavailable,
          (error) => Effect.flip(missing(label, `There is no uv to download it: ${error.detail}`)),
        )
        yield* steps
          .run(preparation, {
            name: "python-install",
            stage: `downloading ${label}`,
            argv: [uv.path, "python", "install", "--no-progress", "--color", "never", request],
            env,
            limit: downloadLimit,
          })
          .pipe(
            Effect.catchTag("EnvironmentFailed", (error) =>
              error.reason === "stopped" ? error : Effect.flip(missing(label, error.detail)),
            ),
          )
        const found = yield* interpreters.find(answers(request))
        if (Option.isNone(found)) return yield* yield* missing(label, "")
        const note = `Python ${found.value.version} was downloaded to ${found.value.prefix} (needed once).`
        return { interpreter: found.value, notes: [...uv.notes, note] }
      })

      const provide: PythonDownload["Type"]["provide"] = Effect.fn("PythonDownload.provide")(
        function* (preparation, source) {
          return yield* PythonSource.$match(source, {
            Installed: ({ interpreter }): ReturnType<PythonDownload["Type"]["provide"]> =>
              Effect.succeed({ interpreter, notes: [] }),
            Download: ({ request, label }) => download(preparation, request, label),
          })
        },
      )

      return { provide }
    }),
  )
}

/** Not where the machine, or somebody, is the reason. */
const isUvUnavailable = (error: EnvironmentFailed | StoreUnavailable): error is EnvironmentFailed =>
  error._tag === "EnvironmentFailed" && !plain.has(error.reason)

const plain: ReadonlySet<string> = new Set(["stopped", "disk_full", "time_limit", "python_missing"])

const downloadLimit = Duration.seconds(60)

const answers = (request: string) => {
  const parsed = parseRequest(request)
  return ({ version, freeThreaded }: Interpreter): boolean =>
    Either.isRight(parsed) && matches(parsed.right, version, { freeThreaded })
}
