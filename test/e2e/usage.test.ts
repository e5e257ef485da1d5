import { assert, describe, it } from "vitest"
import { useFaultScene } from "../support/FaultScene.ts"

/** Uses processor and memory, a child's included, and says at its end what the kernel says of that. */
const spender = `
import json, os, resource, subprocess, sys, time
block = bytearray(int(sys.argv[1]))
end = time.process_time() + 0.2
while time.process_time() < end: pass
if sys.argv[2] == "child": sys.exit()
subprocess.run([sys.executable, __file__, "60000000", "child"])
# Giving it back takes time, too, and after this look nobody would count it.
del block
own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([
    own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime,
    max(own.ru_maxrss, child.ru_maxrss) * 1024,
]), flush=True)
os._exit(0)
`

describe("What a run has used", { timeout: 60_000 }, () => {
  const scene = useFaultScene()

  for (const megabytes of [0, 120]) {
    it(`is what the script reads of itself, children and ${megabytes} MB included`, async () => {
      const server = await scene().server()
      const args = [String(megabytes * 1_000_000), "main"]
      const run = await server.payload("run_script_in_dir", { ...scene().script(spender), args })
      const [cpu, peak] = JSON.parse(run.stdout)
      const { usage } = run
      assert.deepInclude(usage, {
        source: "supervisor",
        cpu_source: "wait4",
        peak_rss_max_process_source: "wait4",
        peak_rss_tree_source: "sampled",
      })
      const seconds = usage.cpu_user_seconds + usage.cpu_system_seconds
      // The child took 0.2 of it. How exact it is, to the millisecond, is for the benchmark of supervisors.
      assert.closeTo(seconds, cpu, 0.05)
      assert.closeTo(usage.peak_rss_max_process_bytes, peak, Math.max(0.03 * peak, 500_000))
      assert.isAtLeast(usage.peak_rss_tree_bytes, 10_000_000)
    })
  }

  it("is known of the shortest, too", async () => {
    const server = await scene().server()
    const { usage } = await server.payload("run_script_in_dir", scene().script("pass"))
    assert.isAbove(usage.cpu_user_seconds + usage.cpu_system_seconds, 0)
    assert.isAbove(usage.peak_rss_max_process_bytes, 5_000_000)
  })

  it("is sampled, and says so, where the server itself holds the processes", async () => {
    const server = await scene().server({ PYTHON_MCP_SUPERVISOR: "off" })
    const code = "import time; end = time.time() + 0.5\nwhile time.time() < end: pass"
    const { usage } = await server.payload("run_script_in_dir", scene().script(code))
    assert.deepInclude(usage, { source: "node", cpu_source: "sampled" })
  })

  it("is what a benchmark shows: the larger of the two peaks", async () => {
    const server = await scene().server()
    const { stdout: _, ...run } = await server.payload("benchmark_script", {
      script_content: "block = bytearray(50_000_000)",
      dependencies: [],
    })
    const peaks = [run.usage.peak_rss_max_process_bytes, run.usage.peak_rss_tree_bytes ?? 0]
    assert.closeTo(run.peak_rss_mb, Math.max(...peaks) / 1024 / 1024, 0.1)
  })
})
