import { execFileSync } from "node:child_process"
import type { TestContext } from "vitest"
import { installUv } from "../environment/LiveUv.ts"

/** A uv for the tests of one file: the one on PATH, else one from PyPI in a folder of its own. */
export interface TestUv {
  readonly path: string
  readonly unavailable: string | null
  readonly remove: () => void
}

export const findUv = (): TestUv => onPath() ?? fromPyPI()

const onPath = (): TestUv | undefined => {
  try {
    const path = execFileSync("sh", ["-c", "uv --version >&2 && command -v uv"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim()
    return { path, unavailable: null, remove: () => undefined }
  } catch {
    return undefined
  }
}

const fromPyPI = (): TestUv => {
  const { uv, unavailable, remove } = installUv()
  return { path: uv, unavailable, remove }
}

/** Skips a test, with the reason, where there is no uv and none can be had. */
export const needsUv = (context: TestContext, { unavailable }: TestUv): void => {
  if (unavailable !== null) context.skip(unavailable)
}
