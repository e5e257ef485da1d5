import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A folder of our own that goes with the benchmark, with the scripts that it asks for. */
export const makePlace = ({ resources, state }, { parent = state ?? tmpdir(), scripts = {} }) => {
  const root = mkdtempSync(join(parent, "python-executor-bench-"))
  const remove = () => {
    rmSync(root, { recursive: true, force: true })
    resources.delete(remove)
  }
  resources.add(remove)
  const work = join(root, "work")
  mkdirSync(work)
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(work, name), text)
  return { root, work, home: (name = "home") => folder(join(root, name)), remove }
}

const folder = (path) => {
  mkdirSync(path, { recursive: true })
  return path
}

/** Gives back all that is held, the youngest first: servers before the folders that they use. */
export const releaseAll = async (resources) => {
  for (const release of [...resources].reverse()) {
    try {
      await release()
    } catch (error) {
      console.error(error)
    }
  }
}
