import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A folder for what all test files of a run share: a uv from PyPI, once one of them asks for it. */
export const setup = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), "python-mcp-tests-"))
  process.env.TEST_RUN_FOLDER = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
