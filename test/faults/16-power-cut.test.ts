import { execFileSync, spawnSync } from "node:child_process"
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { assert, it } from "vitest"
import { fault, loopImage } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { pythonCode, randomFrom, rounds, seed } from "../support/Faults.ts"
import { type Acknowledged, violations } from "../support/Ledger.ts"
import { makeImage, mountImage } from "../support/Mounts.ts"
import type { RawServer } from "../support/RawServer.ts"

/** Writes records by temp and rename, as we do, but never asks for them to be on the disk. */
const withoutSync = `
import json, os, sys
for n in range(20):
    folder = os.path.join(sys.argv[1], "jobs", "2026-01-01", f"job-{n}")
    os.makedirs(folder)
    with open(os.path.join(folder, "temporary"), "w") as file: json.dump({"n": n}, file)
    os.rename(os.path.join(folder, "temporary"), os.path.join(folder, "job.json"))
`

/** None of a folder that was not yet there when the power went. */
const namesBelow = (folder: string): ReadonlyArray<string> =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : []

/** After a power cut, the owners in the records are of another boot. */
const reboot = (home: string) => {
  const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
  const files = ["jobs", "active", "servers"].flatMap((folder) =>
    namesBelow(join(home, folder))
      .map((path) => join(home, folder, path))
      .filter((path) => /(job\.json|active\/\w+)$/.test(path)),
  )
  for (const path of files) {
    const text = readFileSync(path, "utf8")
    writeFileSync(path, text.replaceAll(bootId, "00000000-0000-0000-0000-000000000000"))
  }
}

fault(
  `Fault 16: the power is cut (FAULT_SEED=${seed})`,
  { needs: [loopImage], timeout: 900_000 },
  () => {
    const scene = useFaultScene()
    const image = () => join(scene().base, "disk.img")

    /** The state directory becomes a disk of its own. */
    const plugIn = () => {
      mkdirSync(scene().home)
      makeImage(image(), 96)
      const { unmount } = mountImage(image(), scene().home)
      scene().cleaning(unmount)
    }

    /** What would be found after a power cut in this moment: by the checker, and by the next server. */
    const found = async (told: ReadonlyArray<Acknowledged>): Promise<Array<string>> => {
      const copy = join(scene().base, "copy.img")
      const folder = join(scene().base, "copy")
      copyFileSync(image(), copy)
      // 1: it was mended, which is what the journal is for.
      const { status } = spawnSync("e2fsck", ["-f", "-y", copy])
      assert.isAtMost(status ?? 99, 1)
      mkdirSync(folder)
      const { unmount } = mountImage(copy, folder)
      try {
        const seen = violations(folder, told)
        if (seen.length === 0) await nextServerTells(folder, told)
        return seen
      } finally {
        unmount()
        rmSync(copy)
      }
    }

    const nextServerTells = async (folder: string, told: ReadonlyArray<Acknowledged>) => {
      reboot(folder)
      const server = await scene().server({ PYTHON_MCP_HOME: folder })
      const { jobs } = await server.payload("py_list_jobs", { limit: 1000 })
      const found = new Map(
        jobs.map((job: { job_id: string; status: string }) => [job.job_id, job.status]),
      )
      // A list has at most a thousand; what is older is asked for one by one.
      const isWhole = jobs.length < 1000
      const statusOf = async (id: string) =>
        isWhole ? found.get(id) : (found.get(id) ?? (await server.job(id)).status)
      for (const { id, status } of told) {
        const ends = status === undefined ? ["completed", "failed", "cancelled"] : [status]
        assert.include(ends, await statusOf(id), `${id}\n${server.log}`)
      }
      await server.close()
    }

    /** Jobs of every kind, one after the other, until it is over. */
    const load = async (server: RawServer, told: Array<Acknowledged>, isOver: () => boolean) => {
      while (!isOver()) {
        const run = scene().script("print('x' * 5000)")
        const ended = await server.payload("run_script_in_dir", run)
        told.push({ id: ended.job_id, status: ended.status })
        const begun = await server.payload("run_script_in_dir", { ...run, async_mode: true })
        told.push({ id: begun.job_id })
        const { status } = await server.payload("py_cancel_job", { job_id: begun.job_id })
        told.push({ id: begun.job_id, status })
      }
    }

    it("and every word that was given holds, in every file", async () => {
      plugIn()
      const random = randomFrom(seed)
      const server = await scene().server({ PYTHON_MCP_KILL_GRACE_SECONDS: "0.3" })
      const told: Array<Acknowledged> = []
      let isOver = false
      const loads = Promise.all([0, 1, 2].map(() => load(server, told, () => isOver)))
      loads.catch(() => undefined)
      for (let round = 0; round < rounds(3, 50); round++) {
        await sleep(500 + random() * 1000)
        const pids = [server.pid, ...scene().helpersOf(server.pid)]
        for (const pid of pids) process.kill(pid, "SIGSTOP")
        // Who is in the middle of a system call comes out of it, and its answers arrive.
        await sleep(150)
        assert.deepStrictEqual(await found([...told]), [], `round ${round + 1}`)
        for (const pid of pids) process.kill(pid, "SIGCONT")
      }
      isOver = true
      await loads
      assert.isAbove(told.length, 5)
    })

    it("control: a writer that does not wait for the disk loses what it has told", async () => {
      plugIn()
      const [command, args] = pythonCode(withoutSync, scene().home)
      execFileSync(command, args)
      const told = [...Array(20).keys()].map((n) => ({ id: `job-${n}` }))
      assert.deepStrictEqual(violations(scene().home, told), [])
      assert.isAtLeast((await found(told)).length, 20)
    })
  },
)
