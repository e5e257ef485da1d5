import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { lastBar, lastReport, toldProgress } from "../../src/domain/JobProgress.ts"

const bar = (text: string) => Option.getOrNull(lastBar(text))
const report = (text: string) => Option.getOrNull(lastReport(text))

describe("a bar as tqdm draws it", () => {
  const bars = [
    ["Loading:  45%|████▌     | 45/100 [00:04<00:05, 10.0it/s]", 45, 100, "Loading"],
    [" 45%|████▌     | 45/100 [00:04<00:05, 10.0it/s]", 45, 100, null],
    ["100%|██████████| 3/3 [00:00<00:00]", 3, 3, null],
    ["model.bin:  35%|###5      | 1.2M/3.4M [00:01<00:02]", 1.2e6, 3.4e6, "model.bin"],
    ["a b: c:   7%|▋         | 7.0k/100k [00:00<?, ?B/s]", 7000, 100_000, "a b: c"],
  ] as const

  for (const [text, current, total, message] of bars) {
    it(`is read: ${text}`, () => {
      const found = bar(text)
      assert.closeTo(found?.current ?? 0, current, 1e-6)
      assert.closeTo(found?.total ?? 0, total, 1e-6)
      assert.strictEqual(found?.message, message)
    })
  }

  it("is the last one that was drawn, whatever follows it", () => {
    const text = " 1%|  | 1/100 [0]\r 2%|  | 2/100 [0]\r\nwarning: hot\n"
    assert.deepInclude(bar(text), { current: 2, total: 100 })
  })

  it("is none in other output", () => {
    const others = ["", "45/100", "45%", "50% |", "|45/100 [", "table | 1/2 [x]", "5%|| 1.2.3/4 ["]
    for (const text of others) {
      assert.isNull(bar(text))
    }
  })

  it("is looked for in bounded time, whatever stands there", () => {
    const began = performance.now()
    bar(`${"a".repeat(4096)} 45%|${"█".repeat(4096)}`)
    bar(" ".repeat(4096))
    bar("1%|".repeat(1400))
    bar(`1%|${" ".repeat(400)}| ${"1".repeat(4000)}`)
    assert.isBelow(performance.now() - began, 2000)
  })
})

describe("a line of the progress file", () => {
  it("is read, the last that is one", () => {
    const text = '{"current": 1, "total": 3}\n{"current": 2, "total": 3, "message": "two"}\nnoise\n'
    assert.deepStrictEqual(report(text), { current: 2, total: 3, message: "two" })
  })

  it("may leave out all but the number, or say null", () => {
    assert.deepStrictEqual(report('{"current": 0.5}'), { current: 0.5, total: null, message: null })
    assert.deepStrictEqual(report('{"current": 1, "total": null, "message": null}'), {
      current: 1,
      total: null,
      message: null,
    })
  })

  it("has no more words than people read", () => {
    const long = JSON.stringify({ current: 1, message: "💡".repeat(500) })
    assert.strictEqual(report(long)?.message, "💡".repeat(200))
  })

  it("may have more fields than are known", () => {
    assert.deepInclude(report('{"current": 1, "unit": "files"}'), { current: 1 })
  })

  it("is passed over while it is only half written", () => {
    assert.deepInclude(report('{"current": 1}\n{"curr'), { current: 1 })
    assert.deepInclude(report('rent": 9}\n{"current": 2}\n'), { current: 2 })
  })

  it("is none where nothing is a report", () => {
    for (const text of ["", "[]", '"x"', '{"current": "1"}', '{"total": 3}', '{"current": NaN}']) {
      assert.isNull(report(text))
    }
  })
})

describe("progress that somebody else told", () => {
  it("needs no more than how far it is", () => {
    assert.deepStrictEqual(Option.getOrNull(toldProgress({ current: 5, total: 10 })), {
      current: 5,
      total: 10,
      message: null,
    })
  })

  it("is none where it says nothing of that", () => {
    for (const told of [null, 5, "5", {}, { current: "5" }, { current: null }]) {
      assert.isTrue(Option.isNone(toldProgress(told)), JSON.stringify(told))
    }
  })
})
