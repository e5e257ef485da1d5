import { assert, describe, it } from "@effect/vitest"
import { afterAll, beforeAll } from "vitest"
import { eventually } from "../support/Binary.ts"
import { type PackageIndex, startPackageIndex } from "../support/PackageIndex.ts"
import { makeWheel } from "../support/Packages.ts"
import { eras, payloadOf, rawScene, type Speaker } from "../support/RawScene.ts"
import { findUv, needsUv, type TestUv } from "../support/Uv.ts"

// What a client hears while it waits, and how it gives up, in both eras, whatever the call waits for.

const { speaking, runArguments, server } = rawScene()

const endless = { ...runArguments("import time; time.sleep(600)"), use_uv: false }

/** Of each era its own: who asks for what another is making waits for that. */
const large = (era: string) =>
  makeWheel({
    name: `large-${era}`,
    version: "1.0",
    files: { "large.py": "", "large.bin": Buffer.alloc(3 * 1024 * 1024) },
  })

let uv: TestUv
let index: PackageIndex
let release = () => {}
beforeAll(async () => {
  uv = findUv()
  // The other half of each file never comes.
  const pause = new Promise<void>((resolve) => {
    release = resolve
  })
  index = await startPackageIndex(eras.map(large), { pause })
}, 200_000)
afterAll(() => {
  release()
  index.close()
  uv.remove()
})

/** What has been said so far to the holder of a token. */
const saidTo = ({ heard }: Speaker, token: string | number) =>
  heard("notifications/progress")
    .filter(({ progressToken }) => progressToken === token)
    .map(({ progress, message }) => ({ progress: Number(progress), message: String(message) }))

const hears = (speaker: Speaker, token: string | number, words: string) =>
  eventually(
    `${JSON.stringify(token)} hears ${words}`,
    () => saidTo(speaker, token).find(({ message }) => message.includes(words)),
    30_000,
  )

const labelled = async ({ call }: Speaker, wanted: string) => {
  const { jobs } = payloadOf(await call("py_list_jobs", {}))
  const job = jobs.find(({ label }) => label === wanted)
  assert.isDefined(job)
  return job
}

const isOver = (speaker: Speaker, job_id: string) =>
  eventually(
    `${job_id} is over`,
    async () => {
      const { job } = payloadOf(await speaker.call("py_job_status", { job_id }))
      return job.completed_at === null ? undefined : job
    },
    30_000,
  )

const answersTo = ({ client }: Speaker, ids: ReadonlyArray<number | string>) =>
  client.messages.filter(({ id, method }) => method === undefined && ids.includes(id ?? "none"))

describe.concurrent.each(eras)("a call that waits in the %s era", (era) => {
  it("is told what it waits for, and given up by whoever made it, who hears no more of it", async () => {
    const speaker = await speaking(era, { PYTHON_MCP_MAX_CONCURRENT_RUNS: "1" })
    const started = await speaker.call("run_script_in_dir_async", endless)
    const { job_id } = payloadOf(started)

    const run = { ...endless, job_label: `queued ${era}` }
    speaker.begin(0, "run_script_in_dir", run, { progressToken: "" })
    speaker.begin("w", "wait_for_jobs", { job_ids: [job_id] }, { progressToken: 0 })
    const news = { job_id, wait_seconds: 50 }
    speaker.begin("s", "stream_deltas", news, { progressToken: "news" })
    await hears(speaker, "", "waiting for a free slot")
    await hears(speaker, 0, "running")
    await hears(speaker, "news", "running")
    const waiting = await labelled(speaker, run.job_label)
    assert.strictEqual(waiting.status, "pending")

    // Each twice; and what is unknown or answered changes nothing.
    for (const id of [0, "w", "s", 0, "w", "s", 4711, "none", started.id ?? 0]) speaker.cancel(id)
    assert.strictEqual((await isOver(speaker, waiting.job_id)).status, "cancelled")
    const { job } = payloadOf(await speaker.call("py_job_status", { job_id }))
    assert.strictEqual(job.status, "running", "who waits for a job ends no job")

    const killed = payloadOf(await speaker.call("kill_job", { job_id }))
    assert.strictEqual(killed.status, "killed")
    const again = { ...runArguments("print(1)"), use_uv: false }
    assert.strictEqual(payloadOf(await speaker.call("run_script_in_dir", again)).stdout, "1\n")
    assert.deepStrictEqual(answersTo(speaker, [0, "w", "s"]), [])
  })

  it("hears what is downloaded for its environment, and how much; giving up ends that too", async (context) => {
    needsUv(context, uv)
    const speaker = await speaking(era, { PYTHON_MCP_UV: uv.path, UV_DEFAULT_INDEX: index.url })
    const name = `large-${era}`
    const args = { script_content: "import large", dependencies: [name], job_label: name }
    speaker.begin(0, "run_script_with_dependencies", args, { progressToken: 0 })
    const { progress } = await hears(speaker, 0, `downloading ${name} (3.0MiB)`)
    assert.isAbove(progress, 0)
    const { job_id, phase } = await labelled(speaker, name)
    assert.strictEqual(phase, "environment")
    assert.isNotEmpty(installers(name))

    speaker.cancel(0)
    assert.deepInclude(await isOver(speaker, job_id), { status: "cancelled", pid: null })
    await eventually("nobody installs", () => installers(name).length === 0 || undefined)
    assert.deepStrictEqual(answersTo(speaker, [0]), [])
  })
})

const installers = (name: string) =>
  server.processes.filter(
    ({ command }) => command.includes("pip install") && command.includes(name),
  )
