import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"

describe("Fault 29: inputs at the edge of what a system takes", { timeout: 60_000 }, () => {
  const scene = useFaultScene()
  const echo = "import os, sys; print(len(sys.argv), len(os.environ) > 10_000)"

  it("3 MB of arguments are refused by name, and leave no process", async () => {
    const server = await scene().server()
    const run = { ...scene().script(echo), args: ["x".repeat(3_000_000)] }
    const { isError, text } = await server.call("run_script_in_dir", run)
    assert.isTrue(isError)
    assert.match(text, /args|too long|E2BIG/i)
    assert.notMatch(text, /reference/)
    assert.deepStrictEqual(scene().processes(), [])
  })

  it("10,000 variables are given to the script, or refused by name", async () => {
    const server = await scene().server()
    const env_vars = Object.fromEntries(
      [...Array(10_000).keys()].map((n) => [`VARIABLE_${n}`, String(n)]),
    )
    const answer = await server.call("run_script_in_dir", { ...scene().script(echo), env_vars })
    if (answer.isError) assert.match(answer.text, /env_vars|too long|E2BIG/i)
    else assert.strictEqual(answer.payload.stdout, "2 True\n")
  })

  it("control: what is well below the edge runs", async () => {
    const server = await scene().server()
    const run = { ...scene().script(echo), args: ["x".repeat(100_000)], env_vars: { A: "b" } }
    assert.strictEqual((await server.payload("run_script_in_dir", run)).stdout, "2 False\n")
  })
})
