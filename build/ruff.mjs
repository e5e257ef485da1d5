// Lints and formats our Python as ruff does: `node build/ruff.mjs` complains, `--fix` mends what it can.
import { readdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs"

const root = fileURLToPath(new URL("..", import.meta.url))
const fix = process.argv.includes("--fix")

const ruff = new Workspace(
  {
    "line-length": 100,
    // The oldest Python that they run on.
    "target-version": "py38",
    lint: {
      select: ["E", "F", "W", "I", "B", "C4", "C90", "PIE", "RET", "SIM", "PL"],
      // Percent formatting and plain numbers read well here; imports stand at the top.
      ignore: ["PLR2004", "RET501", "RET503", "SIM105", "PLW0603"],
      mccabe: { "max-complexity": 10 },
    },
    format: { "quote-style": "double" },
  },
  PositionEncoding.Utf16,
)

let complaints = 0
const found = await Promise.all(["profiler", "supervisor"].map(pythonIn))
const names = found.flat().sort()
for (const name of names) {
  const path = root + name
  const source = await readFile(path, "utf8")
  const formatted = ruff.format(source)
  if (fix && formatted !== source) await writeFile(path, formatted)
  else if (formatted !== source) complain(`${name}: not formatted; run "npm run fix"`)
  for (const { code, message, start_location } of ruff.check(fix ? formatted : source)) {
    complain(`${name}:${start_location.row}:${start_location.column} ${code} ${message}`)
  }
}
if (names.length === 0) complain("there is no Python to look at")
if (complaints === 0) console.log(`ruff: ${names.join(", ")} is in order`)
process.exitCode = complaints === 0 ? 0 : 1

async function pythonIn(folder) {
  const inside = await readdir(root + folder, { recursive: true })
  return inside.filter((name) => name.endsWith(".py")).map((name) => `${folder}/${name}`)
}

function complain(line) {
  complaints += 1
  console.error(line)
}
