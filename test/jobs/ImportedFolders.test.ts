import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { recordingFiles } from "../support/FileSystems.ts"
import { pass } from "../support/Jobs.ts"
import { idsSeen, job, puts } from "../support/PythonJobs.ts"
import { home, machine } from "../support/World.ts"

describe("a power cut", () => {
  const shelf = `${home}/jobs/imported`
  const meta = `${home}/meta`

  /** What was not on the disk yet when it had to be. */
  const risks = (lines: ReadonlyArray<string>): Array<string> => {
    const isBetween = (line: string, from: number, to: number) =>
      lines.slice(Math.max(from, 0), to).includes(line)
    const marked = lines.findIndex((line) => /^rename .*\.json\.done$/.test(line))
    const named = lines.flatMap((line, at) => {
      const [verb, from = "", to = ""] = line.split(" ")
      return verb === "rename" && to.startsWith(`${shelf}/`) ? [{ from, to, at }] : []
    })
    return [
      ...(marked < 0 || named.length === 0 ? ["nothing was imported"] : []),
      ...named.flatMap(({ from, to, at }) => [
        ...lines
          .slice(0, at)
          .flatMap((line, written) =>
            line.startsWith(`write ${from}/`) &&
            !isBetween(line.replace("write", "sync"), written, at)
              ? [`${line}, not synced before its folder had its name`]
              : [],
          ),
        ...(isBetween(`sync ${from}`, 0, at) ? [] : [`the names in ${to}`]),
        ...(isBetween(`sync ${shelf}`, at, marked) ? [] : [`the name of ${to}`]),
      ]),
      ...lines.flatMap((line, at) =>
        /^remove .*\/jobs\.python-[0-9a-f]{12}\.json$/.test(line) &&
        !isBetween(`sync ${meta}`, marked, at)
          ? ["a list was removed before the mark of its successor was there"]
          : [],
      ),
    ]
  }

  /** Each step of a server that finds the list; before it, another one has imported a shorter one. */
  const steps = Effect.gen(function* () {
    yield* puts([job("a")])
    yield* idsSeen()
    yield* pass("1 minute")
    yield* puts(Array.from({ length: 70 }, (_, n) => job(`job-${n}`, { result: { stdout: "x" } })))
    const lines: Array<string> = []
    yield* idsSeen({ files: (fs) => recordingFiles(fs, (line) => lines.push(line)) })
    return lines
  }).pipe(Effect.provide(machine))

  it.effect("finds every job of a list on the disk before the list is marked as done", () =>
    Effect.gen(function* () {
      const lines = yield* steps
      assert.deepStrictEqual(risks(lines), [])
      assert.lengthOf(
        lines.filter((line) => line.startsWith("rename") && line.includes(` ${shelf}/`)),
        70,
      )
      assert.isTrue(lines.some((line) => /^remove .*\/jobs\.python-[0-9a-f]{12}\.json$/.test(line)))
    }),
  )

  for (const [what, isWait] of [
    ["the folder of jobs", (line: string) => line === `sync ${shelf}`],
    ["what a job says", (line: string) => line.endsWith("/exit.json")],
    ["the mark", (line: string) => line === `sync ${meta}`],
  ] as const) {
    it.effect(`would be too early, did nobody wait for ${what}`, () =>
      Effect.map(steps, (lines) => {
        const careless = lines.filter((line) => !(line.startsWith("sync ") && isWait(line)))
        assert.isNotEmpty(risks(careless))
      }),
    )
  }
})
