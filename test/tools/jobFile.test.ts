import { FileSystem } from "@effect/platform/FileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Encoding } from "effect"
import { maxWorkFileBytes, WorkFiles } from "../../src/jobs/WorkFiles.ts"
import { ResourceRegistry } from "../../src/tools/ResourceRegistry.ts"
import { jobFileUri } from "../../src/tools/uris.ts"
import { jobWithWork } from "../support/Work.ts"
import { put, world } from "../support/World.ts"

const readUri = (uri: string) => Effect.flatMap(ResourceRegistry, (registry) => registry.read(uri))

const secret = "/state/secret.txt"

/** A job with a file, a link out of its folder, and a secret that is not its own. */
const scene = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { id, folder, job } = yield* jobWithWork
  yield* put(secret, "nobody's business")
  yield* put(`${folder}/sub/a.csv`, "x,y\n")
  yield* fs.symlink(secret, `${folder}/link.txt`)
  yield* fs.symlink("/state", `${folder}/out`)
  yield* fs.symlink("sub", `${folder}/within`)
  return { id, folder, job, fs }
})

describe("job-file://", () => {
  it.effect("is a file that the job left: text as text, with its type and its size", () =>
    Effect.gen(function* () {
      const { id } = yield* scene
      const found = { mimeType: "text/csv", size: 4, text: "x,y\n" }
      assert.deepStrictEqual(yield* readUri(`job-file://${id}/sub/a.csv`), found)
      assert.deepStrictEqual(yield* readUri(`job-file://${id}/within/a.csv`), found)
    }).pipe(Effect.provide(world())),
  )

  it.effect("is bytes where its type says so, or where it is no UTF-8 after all", () =>
    Effect.gen(function* () {
      const { id, folder, fs } = yield* scene
      const bytes = new Uint8Array([0xff, 0xfe, 0])
      const blob = Encoding.encodeBase64(bytes)
      for (const [name, mimeType] of [
        ["a.png", "image/png"],
        ["a.txt", "text/plain"],
        ["noend", "application/octet-stream"],
      ] as const) {
        yield* fs.writeFile(`${folder}/${name}`, bytes)
        const content = yield* readUri(`job-file://${id}/${name}`)
        assert.deepStrictEqual(content, { mimeType, size: 3, blob })
      }
    }).pipe(Effect.provide(world())),
  )

  it.effect("has any name: what a URI cannot have is encoded", () =>
    Effect.gen(function* () {
      const { id, folder } = yield* scene
      for (const name of ["a b#?.txt", "100%.txt", "%2e%2e.txt", "ünï/x.txt"]) {
        yield* put(`${folder}/${name}`, name)
        assert.deepInclude(yield* readUri(jobFileUri(id, name)), { text: name })
      }
    }).pipe(Effect.provide(world())),
  )

  const escapes = [
    "../job.json",
    "%2e%2e/job.json",
    "..%2Fjob.json",
    "sub/../../job.json",
    "/state/secret.txt",
    "%2Fstate%2Fsecret.txt",
    "link.txt",
    "out/secret.txt",
    "./sub/a.csv",
    "sub//a.csv",
    "sub%00/a.csv",
  ]

  for (const path of escapes) {
    it.effect(`leads nowhere else by ${path}`, () =>
      Effect.gen(function* () {
        const { id } = yield* scene
        const error = yield* Effect.flip(readUri(`job-file://${id}/${path}`))
        assert.strictEqual(error._tag, "ResourceNotFound")
        assert.include(error.message, "sub/a.csv")
        assert.notInclude(error.message, "business")
      }).pipe(Effect.provide(world())),
    )
  }

  it.effect("would lead elsewhere, were the path only put behind the folder's", () =>
    Effect.gen(function* () {
      const { folder, fs } = yield* scene
      for (const path of ["link.txt", "out/secret.txt"]) {
        assert.strictEqual(yield* fs.readFileString(`${folder}/${path}`), "nobody's business")
      }
      assert.include(yield* fs.readFileString(`${folder}/../job.json`), "cookie")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is no folder: what is in it is said", () =>
    Effect.gen(function* () {
      const { id } = yield* scene
      const error = yield* Effect.flip(readUri(`job-file://${id}/sub`))
      assert.include(error.message, "is a folder")
      assert.include(error.message, "Read one of the files there: sub/a.csv.")
    }).pipe(Effect.provide(world())),
  )

  it.effect("is not read where it is too large: its size and its place are said", () =>
    Effect.gen(function* () {
      const { id, folder, fs } = yield* scene
      yield* fs.writeFile(`${folder}/full.bin`, new Uint8Array(maxWorkFileBytes))
      assert.deepInclude(yield* readUri(`job-file://${id}/full.bin`), { size: maxWorkFileBytes })
      yield* fs.writeFile(`${folder}/huge.bin`, new Uint8Array(maxWorkFileBytes + 1))
      const error = yield* Effect.flip(readUri(`job-file://${id}/huge.bin`))
      assert.strictEqual(error._tag, "ResourceUnreadable")
      assert.include(error.message, "8388609 bytes")
      assert.include(error.message, `Read it from disk: ${folder}/huge.bin`)
    }).pipe(Effect.provide(world())),
  )
})

describe("the files of a job", () => {
  it.effect("are listed by path, links and bytecode left out", () =>
    Effect.gen(function* () {
      const { job, folder } = yield* scene
      yield* put(`${folder}/sub/__pycache__/a.pyc`, "")
      yield* put(`${folder}/z.txt`, "zz")
      assert.deepStrictEqual(yield* (yield* WorkFiles).list(job), {
        files: [
          { path: "sub/a.csv", bytes: 4 },
          { path: "z.txt", bytes: 2 },
        ],
        isWhole: true,
      })
    }).pipe(Effect.provide(world())),
  )

  it.effect("are counted only so far", () =>
    Effect.gen(function* () {
      const { job, folder, fs } = yield* scene
      for (let n = 0; n < 2100; n += 1) yield* fs.writeFile(`${folder}/${n}`, new Uint8Array(0))
      const { files, isWhole } = yield* (yield* WorkFiles).list(job)
      assert.isFalse(isWhole)
      assert.isAtMost(files.length, 2000)
    }).pipe(Effect.provide(world())),
  )
})
