import { execFileSync } from "node:child_process"
import { chmodSync, chownSync, mkdirSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import {
  asStranger,
  commonPython,
  fault,
  otherUser,
  root,
  stranger,
  tmpfs,
} from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { mountTmpfs } from "../support/Mounts.ts"
import type { RawServer } from "../support/RawServer.ts"

fault("Fault 23: a state directory that is somebody else's", { needs: [root, otherUser] }, () => {
  const scene = useFaultScene()
  const env = { PYTHON_MCP_PYTHON: commonPython, PATH: "/usr/bin:/bin" }

  const refuses = async (server: RawServer, path: string) => {
    const began = performance.now()
    const run = await server.call("run_script_in_dir", scene().script("print(1)"))
    assert.isBelow(performance.now() - began, 10_000)
    assert.isTrue(run.isError)
    assert.include(run.text, path)
    assert.match(run.text, /PYTHON_MCP_HOME|permissions/)
    assert.notMatch(run.text, /reference/)
  }

  for (const [how, mode, owner] of [
    ["that may only be read", 0o500, stranger],
    ["that nobody may touch", 0o000, stranger],
    ["that another user owns", 0o755, "0"],
  ] as const) {
    it(`${how}: a clear error, and nothing is written`, async () => {
      chmodSync(scene().base, 0o755)
      mkdirSync(scene().home)
      chownSync(scene().home, Number(owner), Number(owner))
      chmodSync(scene().home, mode)
      await refuses(await scene().server(env, { under: asStranger }), scene().home)
      assert.deepStrictEqual(readdirSync(scene().home), [])
      chmodSync(scene().home, 0o755)
    })
  }

  it("because the home directory is missing: a clear error", async () => {
    const user = join(scene().base, "nobody")
    const server = await scene().server(
      { ...env, PYTHON_MCP_HOME: "", HOME: user },
      { under: asStranger },
    )
    await refuses(server, user)
  })

  it("control: one of one's own is used", async () => {
    chmodSync(scene().base, 0o755)
    mkdirSync(scene().home)
    chownSync(scene().home, Number(stranger), Number(stranger))
    const server = await scene().server(env, { under: asStranger })
    const run = await server.payload("run_script_in_dir", scene().script("print(1)"))
    assert.strictEqual(run.stdout, "1\n")
  })
})

fault("Fault 23: a state directory on a disk that is read only", { needs: [root, tmpfs] }, () => {
  const scene = useFaultScene()

  it("is named in a clear error, and is used as soon as it may be written to", async () => {
    mkdirSync(scene().home)
    const { unmount } = mountTmpfs("8m", scene().home)
    scene().cleaning(unmount)
    const remount = (how: string) => execFileSync("mount", ["-o", `remount,${how}`, scene().home])
    remount("ro")
    const server = await scene().server()
    const run = await server.call("run_script_in_dir", scene().script("print(1)"))
    assert.isTrue(run.isError)
    assert.include(run.text, scene().home)
    assert.notMatch(run.text, /reference/)
    remount("rw,size=160m")
    const again = await server.payload("run_script_in_dir", scene().script("print('again')"))
    assert.strictEqual(again.stdout, "again\n")
  })
})
