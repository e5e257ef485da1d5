import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Layer, Option, Ref } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import { EnvironmentFailed } from "../../src/environment/EnvironmentErrors.ts"
import { PipInstall, type PipOrder } from "../../src/environment/PipInstall.ts"
import { type PreparationStep, PreparationSteps } from "../../src/environment/PreparationSteps.ts"
import { MemoryFileSystem } from "../../src/processes/MemoryFileSystem.ts"
import { hostLayer, interpreter } from "./Machine.ts"

const cause = new EnvironmentFailed({ stage: "installing uv", reason: "uv_missing", detail: "off" })

const order: PipOrder = {
  interpreter: interpreter("3.13.0"),
  base: "/opt/3.13.0/bin/python3",
  requirements: ["six==1.16.0"],
  uvOptions: [],
  prefix: "/state/environments/.tmp-1",
}

/** What is run when some of it fails with these words. */
const build = (fails: (step: PreparationStep) => string | undefined, given = order) =>
  Effect.gen(function* () {
    const run = yield* Ref.make<ReadonlyArray<PreparationStep>>([])
    const steps = Layer.mock(PreparationSteps, {
      run: (_, step) =>
        Effect.zipRight(
          Ref.update(run, (all) => [...all, step]),
          Effect.suspend(() => {
            const detail = fails(step)
            const failure = { stage: step.stage, reason: "other", detail: detail ?? "" } as const
            return detail === undefined ? Effect.void : new EnvironmentFailed(failure)
          }),
        ),
    })
    const layer = PipInstall.layer.pipe(
      Layer.provide([steps, Settings.layer, MemoryFileSystem.layer]),
      Layer.provide(hostLayer()),
    )
    const site = { id: "job", folder: "/job", cookie: "job:0", announce: () => Effect.void }
    const preparation = { site, deadline: Option.none(), before: [] }
    const installing = Effect.flatMap(PipInstall, (pip) => pip.build(preparation, given, cause))
    const result = yield* Effect.either(Effect.provide(installing, layer))
    return { result, steps: yield* Ref.get(run) }
  })

describe("pip in the place of uv", () => {
  for (const words of ["No module named pip", "no such option: --python"]) {
    it.effect(`is had from a virtual environment where the interpreter's says: ${words}`, () =>
      Effect.gen(function* () {
        const { result, steps } = yield* build(({ argv }) =>
          argv[0] === order.base && argv.includes("pip") ? words : undefined,
        )
        assert.isTrue(Either.isRight(result))
        assert.deepStrictEqual(
          steps.map(({ name }) => name),
          ["venv", "pip-install", "pip-venv", "pip-install", "relocation"],
        )
        assert.strictEqual(steps[3]?.argv[0], `${order.prefix}/.pip/bin/python`)
      }),
    )
  }

  it.effect("that cannot be had either is told together with why there is no uv", () =>
    Effect.gen(function* () {
      const said = new Map([
        ["pip-install", "No module named pip"],
        ["pip-venv", "no ensurepip"],
      ])
      const { result } = yield* build(({ name }) => said.get(name))
      const error = Either.isLeft(result) ? result.left : undefined
      assert.deepInclude(error, {
        reason: "uv_missing",
        detail: "off\n\nNor with pip:\nno ensurepip",
      })
    }),
  )

  it.effect("is not tried where uv's own options are asked for", () =>
    Effect.gen(function* () {
      const { result, steps } = yield* build(() => undefined, {
        ...order,
        uvOptions: ['index-url = "https://example.org"'],
      })
      const error = Either.isLeft(result) ? result.left : undefined
      assert.strictEqual(error?._tag === "EnvironmentFailed" && error.reason, "uv_missing")
      assert.match(
        error?.message ?? "",
        /off\n\n.*\[tool\.uv\] says index-url, which only uv knows/,
      )
      assert.deepStrictEqual(steps, [])
    }),
  )
})
