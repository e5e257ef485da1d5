import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { Environments } from "../../src/environment/Environments.ts"
import { underWay } from "../../src/environment/StepFollowing.ts"
import { startPackageIndex } from "../support/PackageIndex.ts"
import { makeWheel } from "../support/Packages.ts"
import { indexScene } from "./IndexScene.ts"
import { makeSite, viaUv } from "./Workshop.ts"

const scene = indexScene()

describe("What uv is doing, by its words", () => {
  const begun = "Resolved 2 packages in 108ms\nDownloading numpy (16.1MiB)\n"

  for (const [words, expected] of [
    ["Resolved 2 packages in 108ms\n", null],
    [begun, "downloading numpy (16.1MiB)"],
    [`${begun}Downloading scipy (33.2MiB)\n`, "downloading scipy (33.2MiB) and 1 more"],
    [`${begun}Downloading scipy (33.2MiB)\n Downloaded scipy\n`, "downloading numpy (16.1MiB)"],
    [`${begun} Downloaded numpy\n`, null],
    ["   Building slow==1.0\n", "building slow==1.0"],
    ["   Building slow==1.0\n      Built slow==1.0\n", null],
  ] as const) {
    it(`is ${expected ?? "nothing to tell"} after ${JSON.stringify(words)}`, () => {
      assert.strictEqual(Option.getOrNull(underWay(words)), expected)
    })
  }
})

describe("Whoever waits for an installation", () => {
  it.live(
    "hears what is being downloaded, and how much",
    (context) =>
      Effect.gen(function* () {
        scene.needsUv(context)
        let resolve = () => {}
        const heard = new Promise<void>((done) => {
          resolve = done
        })
        const large = makeWheel({
          name: "large",
          version: "1.0",
          files: { "large.py": "", "large.bin": Buffer.alloc(3 * 1024 * 1024) },
        })
        const index = yield* Effect.acquireRelease(
          Effect.promise(() => startPackageIndex([large], { pause: heard })),
          ({ close }) => Effect.sync(close),
        )
        const { home, layer } = scene.server({ UV_DEFAULT_INDEX: index.url })
        const announced: Array<string> = []
        yield* Effect.gen(function* () {
          const { plan, prepare } = yield* Environments
          const { site } = yield* makeSite(mkdtempSync(join(home, "job-")))
          const announce = (message: string) =>
            Effect.sync(() => {
              announced.push(message)
              // The file's other half comes only when its name was heard.
              if (message.includes("large (")) resolve()
            })
          yield* prepare(yield* plan(viaUv({ dependencies: ["large"] })), { ...site, announce })
        }).pipe(Effect.provide(layer))
        assert.include(announced, "installing large: downloading large (3.0MiB)")
      }).pipe(Effect.scoped),
    60_000,
  )
})
