import { execFileSync } from "node:child_process"
import { chmodSync, chownSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import {
  asStranger,
  commonPython,
  fault,
  otherUser,
  prlimit,
  root,
  stranger,
} from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { type Acknowledged, violations } from "../support/Ledger.ts"
import type { RawServer } from "../support/RawServer.ts"

fault("Fault 19: no more files, no more processes", { needs: [prlimit], timeout: 120_000 }, () => {
  const scene = useFaultScene()

  /** Many runs at once; gives what was told, and what was refused. */
  const rush = async (server: RawServer, python: object = {}) => {
    const run = { ...scene().script("import time; print('on'); time.sleep(0.3)"), ...python }
    const answers = await Promise.all(
      [...Array(24).keys()].map(() => server.call("run_script_in_dir", run)),
    )
    const told: Array<Acknowledged> = []
    const refused: Array<string> = []
    for (const { isError, text, payload } of answers) {
      if (isError) refused.push(text)
      else told.push({ id: payload.job_id })
    }
    return { told, refused }
  }

  /** It lives, has lost nothing and runs again as soon as it can. */
  const recovers = async (server: RawServer, told: ReadonlyArray<Acknowledged>) => {
    assert.isFalse(server.hasExited)
    assert.deepStrictEqual(violations(scene().home, told), [])
    const run = await server.payload("run_script_in_dir", scene().script("print('again')"))
    assert.strictEqual(run.stdout, "again\n")
  }

  /** The soft limit alone, of a server and its helper, by somebody whose processes they are. */
  const limit = (server: RawServer, what: string, by: ReadonlyArray<string> = []) => {
    for (const pid of [server.pid, ...scene().helpersOf(server.pid)]) {
      const [command = "", ...args] = [...by, "prlimit", "--pid", String(pid), what]
      execFileSync(command, args)
    }
  }

  it("EMFILE: runs are refused by name, and the server goes on", async () => {
    const server = await scene().server()
    await server.payload("run_script_in_dir", scene().script("print(1)"))
    limit(server, "--nofile=32:")
    const { told, refused } = await rush(server)
    assert.isAbove(refused.length, 0)
    for (const text of refused) {
      assert.match(text, /EMFILE|files|open/i)
      assert.notMatch(text, /reference/)
    }
    await recovers(server, told)
    // Control: the limit is what they were refused for.
    limit(server, "--nofile=1024:")
    assert.deepStrictEqual((await rush(server)).refused, [])
  })

  it.skipIf(root() !== undefined || otherUser() !== undefined)(
    `EAGAIN on fork: runs are refused by name, and the server goes on ${reasonOf(root, otherUser)}`,
    async () => {
      chmodSync(scene().base, 0o755)
      mkdirSync(scene().home)
      mkdirSync(join(scene().base, "state-user"))
      for (const folder of [scene().home, `${scene().home}-user`]) {
        chownSync(folder, Number(stranger), Number(stranger))
      }
      const env = { PYTHON_MCP_PYTHON: commonPython, PATH: "/usr/bin:/bin" }
      const server = await scene().server(env, { under: asStranger })
      await server.payload("run_script_in_dir", scene().script("print(1)"))
      limit(server, "--nproc=13:", asStranger)
      const { told, refused } = await rush(server)
      assert.isAbove(refused.length, 0)
      for (const text of refused) {
        assert.match(text, /EAGAIN|processes/i)
        assert.notMatch(text, /reference/)
      }
      limit(server, "--nproc=1024:", asStranger)
      await recovers(server, told)
      assert.deepStrictEqual((await rush(server)).refused, [])
    },
  )
})

function reasonOf(...needs: ReadonlyArray<() => string | undefined>): string {
  const reasons = needs.flatMap((need) => need() ?? [])
  if (reasons.length === 0) return ""
  console.warn(`SKIPPED Fault 19, EAGAIN on fork: ${reasons.join("; ")}`)
  return `[skipped: ${reasons.join("; ")}]`
}
