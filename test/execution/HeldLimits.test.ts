import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { noLimits } from "../../src/domain/Process.ts"
import { noRunLimits } from "../../src/domain/Run.ts"
import { heldLimits } from "../../src/execution/HeldLimits.ts"

const megabyte = 1024 * 1024

const free = { limits: noLimits, maxOutputBytes: 1000 }

const ceilings = {
  limits: {
    memoryBytes: Option.some(512 * megabyte),
    cpuSeconds: Option.some(60),
    processes: Option.some(10),
  },
  maxOutputBytes: 1000,
}

const askedFor = (memory: number, cpu: number, processes: number, output: number) => ({
  memoryBytes: Option.some(memory * megabyte),
  cpuSeconds: Option.some(cpu),
  processes: Option.some(processes),
  outputBytes: Option.some(output),
})

const ofMemory = (megabytes: number) => ({
  ...noRunLimits,
  memoryBytes: Option.some(megabytes * megabyte),
})

describe("the limits of a run", () => {
  it("are none but that of the output, where nobody asks for any and no setting has one", () => {
    assert.deepStrictEqual(heldLimits(noRunLimits, free), {
      limits: noLimits,
      maxOutputBytes: 1000,
      notes: [],
    })
  })

  it("are the settings' where nothing is asked for", () => {
    assert.deepStrictEqual(heldLimits(noRunLimits, ceilings), { ...ceilings, notes: [] })
  })

  it("are those that were asked for where the settings have none", () => {
    const { limits, maxOutputBytes, notes } = heldLimits(askedFor(2048, 600, 99, 10), free)
    assert.deepStrictEqual(limits, {
      memoryBytes: Option.some(2048 * megabyte),
      cpuSeconds: Option.some(600),
      processes: Option.some(99),
    })
    assert.strictEqual(maxOutputBytes, 10)
    assert.deepStrictEqual(notes, [])
  })

  it("are those that were asked for below the settings', without a word", () => {
    const { limits, maxOutputBytes, notes } = heldLimits(askedFor(100, 0.5, 2, 999), ceilings)
    assert.deepStrictEqual(limits, {
      memoryBytes: Option.some(100 * megabyte),
      cpuSeconds: Option.some(0.5),
      processes: Option.some(2),
    })
    assert.strictEqual(maxOutputBytes, 999)
    assert.deepStrictEqual(notes, [])
  })

  it("are the settings' where more was asked for, each with a line in the asker's own words", () => {
    const { notes, ...held } = heldLimits(askedFor(513, 61, 11, 1001), ceilings)
    assert.deepStrictEqual(held, ceilings)
    assert.deepStrictEqual(notes, [
      "max_memory_mb 513 is more than PYTHON_MCP_MAX_MEMORY_MB allows: 512 holds",
      "max_cpu_seconds 61 is more than PYTHON_MCP_MAX_CPU_SECONDS allows: 60 holds",
      "max_processes 11 is more than PYTHON_MCP_MAX_PROCESSES allows: 10 holds",
      "max_output_bytes 1001 is more than PYTHON_MCP_MAX_OUTPUT_BYTES allows: 1000 holds",
    ])
  })

  it("are judged one by one: just what a setting allows is not too much", () => {
    assert.deepStrictEqual(heldLimits(ofMemory(512), ceilings), { ...ceilings, notes: [] })
    assert.lengthOf(heldLimits(ofMemory(513), ceilings).notes, 1)
  })
})
