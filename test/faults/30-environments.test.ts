import { spawn } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"
import { randomFrom, rounds, seed } from "../support/Faults.ts"
import { type PackageIndex, startPackageIndex } from "../support/PackageIndex.ts"
import { makeWheel } from "../support/Packages.ts"
import { eventually } from "../support/Processes.ts"
import { plainEnvironment, python } from "../support/Python.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"

const names = (folder: string): ReadonlyArray<string> =>
  existsSync(folder) ? readdirSync(folder) : []

/** A package of so many modules, the last of which counts the others: half of it is not enough. */
const packageOf = (name: string, modules = 60) => {
  const numbers = [...Array(modules).keys()]
  const count = `from pathlib import Path\nwhole = len(list(Path(__file__).parent.glob("m*.py"))) == ${modules}\n`
  const files = Object.fromEntries(numbers.map((n) => [`${name}/m${n}.py`, `value = ${n}\n`]))
  return makeWheel({ name, version: "1.0", files: { ...files, [`${name}/__init__.py`]: count } })
}

describe(`Fault 30: environments in the making (FAULT_SEED=${seed})`, {
  timeout: 180_000,
}, () => {
  const scene = useFaultScene()
  let uv: TestUv
  let index: PackageIndex

  beforeAll(async () => {
    uv = findUv()
    index = await startPackageIndex([packageOf("alpha"), packageOf("beta")], { delayMillis: 20 })
  }, 120_000)
  afterAll(() => {
    index?.close()
    uv?.remove()
  })

  const settings = () => ({
    PYTHON_MCP_UV: uv.path,
    UV_DEFAULT_INDEX: index.url,
    PYTHON_MCP_KILL_GRACE_SECONDS: "0.5",
  })

  const run = (...packages: ReadonlyArray<string>) => ({
    script_content: `import ${packages.join(", ")}, sys; print(${packages.map((name) => `${name}.whole`).join(", ")}, sys.prefix)`,
    args: [scene().mark],
    dependencies: packages,
  })

  const shelf = () => join(scene().home, "environments")

  /** What is whole there, and what is not. */
  const standing = () => {
    const folders = names(shelf()).filter((name) => existsSync(join(shelf(), name, "pyvenv.cfg")))
    return {
      whole: folders.filter((name) => !name.startsWith(".")),
      rest: names(shelf()).filter((name) => name.startsWith(".")),
    }
  }

  it("five servers that race for a new one have one of them, and all run in it", async (context) => {
    needsUv(context, uv)
    const servers = await Promise.all([...Array(5)].map(() => scene().server(settings())))
    const answers = await Promise.all(
      servers.map((server) => server.payload("run_script_with_dependencies", run("alpha", "beta"))),
    )
    const { whole, rest } = standing()
    assert.lengthOf(whole, 1)
    assert.deepStrictEqual(rest, [])
    for (const { stdout, resolved_dependencies } of answers) {
      assert.strictEqual(stdout, `True True ${join(shelf(), whole[0] ?? "")}\n`)
      assert.deepStrictEqual(resolved_dependencies, ["alpha==1.0", "beta==1.0"])
    }
  })

  it("control: five that make one in its final place disturb each other", async (context) => {
    needsUv(context, uv)
    const place = join(scene().base, "place")
    const make = () =>
      new Promise<number | null>((resolve) => {
        const options = { env: plainEnvironment(), stdio: "ignore" } as const
        const args = ["venv", "-q", "--no-project", "--python", python, place]
        spawn(uv.path, args, options).once("exit", resolve)
      })
    const codes = await Promise.all([...Array(5)].map(make))
    assert.isAbove(codes.filter((code) => code !== 0).length, 0)
  })

  it("killed at any moment, nothing half-made is used, and nothing is left after the next start", async (context) => {
    needsUv(context, uv)
    const random = randomFrom(seed)
    for (let round = 0; round < rounds(4, 50); round++) {
      const name = `package_${round}`
      index.add(packageOf(name))
      const server = await scene().server(settings())
      const asked = server.payload("run_script_with_dependencies", run(name, "alpha"))
      asked.catch(() => undefined)
      await sleep(100 + random() * 900)
      if (random() < 0.5) await scene().crash(server)
      else await scene().vanish(server)

      const next = await scene().server(settings())
      const { stdout } = await next.payload("run_script_with_dependencies", run(name, "alpha"))
      assert.match(stdout, /^True True /, `round ${round + 1}`)
      const left = await eventually(
        () => standing().rest,
        (found) => found.length === 0,
        15_000,
      )
      assert.deepStrictEqual(left, [], `round ${round + 1}`)
      await next.close()
    }
    for (const name of standing().whole) {
      assert.isTrue(existsSync(join(shelf(), name, "env.json")), name)
    }
  })

  it("control: one that is killed while it installs is half there, where it stands in its final place", async (context) => {
    needsUv(context, uv)
    const place = join(scene().base, "place")
    const env = { ...plainEnvironment(), UV_CACHE_DIR: join(scene().base, "cache") }
    const slow = await startPackageIndex([packageOf("gamma")], { delayMillis: 1000 })
    try {
      const script = `"$0" venv -q --no-project --python "$1" "$2" && exec "$0" pip install -q --python "$2/bin/python" --default-index "$3" gamma`
      const child = spawn("sh", ["-c", script, uv.path, python, place, slow.url], {
        env,
        stdio: "ignore",
      })
      const over = new Promise((resolve) => child.once("exit", resolve))
      await eventually(
        () => slow.requests.length,
        (count) => count > 0,
        20_000,
      )
      child.kill("SIGKILL")
      await over
      assert.include(readFileSync(join(place, "pyvenv.cfg"), "utf8"), "home")
      assert.notInclude(names(join(place, "lib")).join(), "gamma")
    } finally {
      slow.close()
    }
  })
})
