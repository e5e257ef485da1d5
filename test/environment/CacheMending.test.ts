import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Ref } from "effect"
import { Settings } from "../../src/domain/Settings.ts"
import { CacheMending } from "../../src/environment/CacheMending.ts"
import { InstalledFiles } from "../../src/environment/InstalledFiles.ts"
import { PreparationSteps } from "../../src/environment/PreparationSteps.ts"
import { hostLayer } from "./Machine.ts"

const site = { id: "job", folder: "/job", cookie: "job:0", announce: () => Effect.void }
const preparation = { site, deadline: Option.none(), before: [] }

const altered = { distribution: "six", path: "/env/lib/six.py", sha256: "a" }

/** What happens where this is found altered before, and where `again` is after it was installed again. */
const mendTwice = (again: ReadonlyArray<typeof altered>) =>
  Effect.gen(function* () {
    const commands = yield* Ref.make<ReadonlyArray<string>>([])
    const files = Layer.succeed(InstalledFiles, {
      alteredInCache: () => Effect.succeed([altered]),
      altered: () => Effect.succeed(again),
    })
    const steps = Layer.mock(PreparationSteps, {
      run: (_, { argv }) => Ref.update(commands, (all) => [...all, argv.slice(1).join(" ")]),
    })
    const layer = CacheMending.layer.pipe(
      Layer.provide(Layer.mergeAll(files, steps, Settings.layer)),
      Layer.provide(hostLayer()),
    )
    const notes = yield* Effect.gen(function* () {
      const { mend } = yield* CacheMending
      const install = (names: ReadonlyArray<string>) =>
        Ref.update(commands, (all) => [...all, `install ${names.join(" ")}`])
      const made = { prefix: "/env", version: "3.13.0", begun: 0, uv: "uv", install }
      return [yield* mend(preparation, made), yield* mend(preparation, made)]
    }).pipe(Effect.provide(layer))
    return { notes, commands: yield* Ref.get(commands) }
  })

const once = ["cache clean six", "install six"]

describe("A package that is not what its RECORD says", () => {
  it.effect("is taken out of the cache and installed again, and that is told", () =>
    Effect.gen(function* () {
      const { notes, commands } = yield* mendTwice([])
      const note = "A script had changed six in uv's cache (six.py): it was downloaded again."
      assert.deepStrictEqual(notes, [[note], [note]])
      assert.deepStrictEqual(commands, [...once, ...once])
    }),
  )

  it.effect(
    "and is just the same when it comes from the index is nobody's fault, and left alone",
    () =>
      Effect.gen(function* () {
        const { notes, commands } = yield* mendTwice([altered])
        assert.deepStrictEqual(notes, [[], []])
        assert.deepStrictEqual(commands, once)
      }),
  )
})
