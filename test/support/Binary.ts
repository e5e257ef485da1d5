import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** The built program, as an MCP host starts it. */
export const binary = join(root, "dist/bin/python-executor-mcp.cjs")

/** `npm test` builds before it tests; whoever runs vitest alone gets a binary here, built once. */
export const ensureBinary = async (): Promise<void> => {
  const lock = join(root, "node_modules/.building-binary")
  const deadline = Date.now() + 60_000
  while (!existsSync(binary)) {
    if (take(lock)) {
      try {
        build()
      } finally {
        rmSync(lock, { recursive: true, force: true })
      }
    }
    if (Date.now() > deadline) throw new Error(`${binary} is not being built; remove ${lock}`)
    await pause(100)
  }
}

const take = (lock: string): boolean => {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}

const build = () => {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    encoding: "utf8",
  })
  if (status !== 0) throw new Error(`npm run build failed: ${stdout}${stderr}`)
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits until a question has an answer; what it was about is in the error when it never has. */
export const eventually = async <A>(
  what: string,
  ask: () => A | undefined | Promise<A | undefined>,
  milliseconds = 10_000,
): Promise<A> => {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > deadline) throw new Error(`${what}: not within ${milliseconds} ms`)
    await pause(20)
  }
}
