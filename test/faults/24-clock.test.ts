import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"
import { faketime, fault, libfaketime } from "../support/Abilities.ts"
import { useFaultScene } from "../support/FaultScene.ts"
import { eventually } from "../support/Processes.ts"

/** Runs for two seconds by the clock that cannot be set, and tells both clocks. */
const timed = `
import select, time
print("on", time.time(), flush=True)
end = time.monotonic() + 2
while time.monotonic() < end: select.select([], [], [], 0.05)
print("off", time.time(), flush=True)
`

fault("Fault 24: the clock is set while a job runs", { needs: [faketime] }, () => {
  const scene = useFaultScene()

  for (const [how, offset, leap] of [
    ["a day back", "-1d", -86_400],
    ["a year ahead", "+1y", 31_536_000],
    ["not at all (control)", "+0", 0],
  ] as const) {
    it(`${how}: durations are right, later ids sort later, and no job goes`, async () => {
      const clock = join(scene().base, "clock")
      writeFileSync(clock, "+0\n")
      const server = await scene().server({
        LD_PRELOAD: libfaketime ?? "",
        FAKETIME_TIMESTAMP_FILE: clock,
        FAKETIME_NO_CACHE: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
        DONT_FAKE_MONOTONIC: "1",
      })
      const first = await server.payload("run_script_in_dir", scene().script("print(1)"))
      const started = await server.payload("run_script_in_dir", {
        ...scene().script(timed),
        timeout_seconds: 60,
        async_mode: true,
      })
      await eventually(
        () => scene().output(started.job_id),
        (output) => output.startsWith("on"),
      )
      writeFileSync(clock, `${offset}\n`)
      await server.payload("wait_for_jobs", { job_ids: [started.job_id] })
      const job = await server.job(started.job_id)
      assert.deepStrictEqual([job.status, job.reason], ["completed", null])
      assert.isAtLeast(job.result.elapsed_seconds, 1.9)
      assert.isBelow(job.result.elapsed_seconds, 30)
      assert.isAtLeast(job.elapsed_seconds, 0)

      // The fault was there: the script has seen it.
      const [, on = 0, , off = 0] = scene().output(started.job_id).split(/\s+/).map(Number)
      assert.closeTo(off - on, leap, 60)

      const last = await server.payload("run_script_in_dir", {
        ...scene().script("import select; select.select([], [], [], 30)"),
        timeout_seconds: 1,
      })
      assert.strictEqual(last.reason, "timeout")
      const { jobs } = await server.payload("py_list_jobs")
      assert.deepStrictEqual(
        jobs.map(({ job_id }: { job_id: string }) => job_id),
        [last.job_id, started.job_id, first.job_id],
      )
    })
  }
})
