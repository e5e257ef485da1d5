import { FileSystem } from "@effect/platform/FileSystem"
import { Clock, Effect } from "effect"
import { isoOf } from "../../src/domain/Time.ts"
import { home, put } from "./World.ts"

/** Where the environments of a test are. */
export const environments = `${home}/environments`

/** A whole environment with this much in it, last used so many minutes ago. */
export const shelve = Effect.fn("test.shelve")(function* (
  id: string,
  options: {
    readonly usedMinutesAgo?: number
    readonly bytes?: number
    readonly requirements?: ReadonlyArray<string>
  } = {},
) {
  const { usedMinutesAgo = 60, bytes = 0, requirements = ["six"] } = options
  const fs = yield* FileSystem
  const prefix = `${environments}/${id}`
  const used = (yield* Clock.currentTimeMillis) - usedMinutesAgo * 60_000
  yield* put(`${prefix}/bin/python`, "")
  yield* put(`${prefix}/pyvenv.cfg`, "")
  yield* put(`${prefix}/lib/large`, "x".repeat(bytes))
  const marker = {
    format: 2,
    python: "/usr/bin/python3.13",
    python_version: "3.13.1",
    requirements,
    pins: ["six==1.16.0"],
    installer: "uv 0.13.9",
    built_at: isoOf(used),
    build_seconds: 1,
  }
  yield* put(`${prefix}/env.json`, JSON.stringify(marker))
  yield* fs.utimes(`${prefix}/env.json`, used / 1000, used / 1000)
  return prefix
}, Effect.orDie)

/** A name for an environment. */
export const giveName = (name: string, id: string, requirements: ReadonlyArray<string> = ["six"]) =>
  put(
    `${environments}/named/${name}.json`,
    JSON.stringify({
      format: 1,
      name,
      environment: id,
      python_version: "3.13.1",
      requirements,
      created_at: "2026-11-23T11:00:00.000Z",
    }),
  )
