import { assert, describe, it } from "@effect/vitest"
import { Duration, Option } from "effect"
import { bytesPerMegabyte, type ProcessSpec, StopReason } from "../../src/domain/Process.ts"
import { stopSentence } from "../../src/processes/ProcessEnding.ts"
import { specOf } from "../support/RunnerStage.ts"

const specWith = (options: Partial<ProcessSpec>) => specOf("/job", ["python"], options)

const limited: Partial<ProcessSpec> = {
  timeLimit: Option.some(Duration.seconds(90)),
  maxOutputBytes: 1000,
  limits: {
    memoryBytes: Option.some(512 * bytesPerMegabyte),
    cpuSeconds: Option.some(1.5),
    processes: Option.some(5),
  },
}

const sentencesOf = (spec: ProcessSpec) =>
  Object.fromEntries(StopReason.literals.map((reason) => [reason, stopSentence(reason, spec)]))

describe("why a process was ended, in a sentence", () => {
  it("names the limits of the spec", () => {
    assert.deepStrictEqual(sentencesOf(specWith(limited)), {
      cancelled: null,
      server_exited:
        "The server ended or restarted while the job was running; its processes were ended.",
      timeout: "The script exceeded its time limit of 90 s and was ended.",
      output_limit: "The script wrote more than 1000 bytes to one stream and was ended.",
      out_of_memory: "The script exceeded its memory limit of 512 MB and was ended.",
      cpu_limit: "The script exceeded its CPU time limit of 1.5 s and was ended.",
      process_limit: "The script exceeded its process limit of 5 and was ended.",
    })
  })

  it("says of memory without a limit that the machine had no more", () => {
    assert.strictEqual(
      stopSentence("out_of_memory", specWith({})),
      "The script was ended because the machine ran out of memory.",
    )
  })

  it("calls a process that is not the script a step", () => {
    const step = specWith({ ...limited, endsJob: false })
    assert.match(String(stopSentence("cpu_limit", step)), /^This step exceeded/)
  })
})
