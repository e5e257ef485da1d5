import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import {
  cutAgain,
  decodePage,
  excerptOf,
  excerptParts,
  splitBudget,
  utf8Boundary,
  withMarker,
} from "../../src/domain/Output.ts"

const encoder = new TextEncoder()

const whole = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)

const joined = (parts: ReadonlyArray<Uint8Array>) =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

/** What makes decoders differ: every kind of beginning, cut short, overlong, out of range. */
const awkward = [
  [0x00],
  [0x80],
  [0xbf, 0xbf],
  [0xef, 0xbb, 0xbf],
  [0xc0, 0xaf],
  [0xc1, 0xbf],
  [0xc3],
  [0xe0, 0x80, 0x80],
  [0xe0, 0xa0],
  [0xe2, 0x82],
  [0xed, 0xa0, 0x80],
  [0xed, 0x9f],
  [0xf0, 0x80, 0x80, 0x80],
  [0xf0, 0x9f, 0x92],
  [0xf0, 0x9f],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf4, 0x8f, 0xbf],
  [0xf5, 0x80],
  [0xff],
].map((bytes) => Uint8Array.from(bytes))

const stream = fc
  .array(
    fc.oneof(
      fc.constantFrom(...awkward),
      fc.string({ unit: "binary" }).map((text) => encoder.encode(text)),
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom("\n", "\r\n", "é", "€", "💡", "\ufeff").map((text) => encoder.encode(text)),
    ),
    { maxLength: 30 },
  )
  .map(joined)

/** Reads a stream as a client does: the next page begins where the last one's text ended. */
const readByPages = (bytes: Uint8Array, sizes: ReadonlyArray<number>) => {
  const texts: Array<string> = []
  let cursor = 0
  for (let turn = 0; cursor < bytes.length; turn += 1) {
    const max = sizes[turn % sizes.length] ?? 4
    const page = bytes.subarray(cursor, cursor + max)
    const { consumed, text } = decodePage(page, { ended: cursor + page.length === bytes.length })
    if (consumed === 0) throw new Error(`no progress at ${cursor} with pages of ${max}`)
    texts.push(text)
    cursor += consumed
  }
  return texts
}

describe("decodePage", () => {
  it("gives page by page what decoding the whole stream gives, whatever the bytes and the pages", () => {
    return fc.assert(
      fc.property(
        stream,
        fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 1 }),
        (bytes, sizes) => {
          assert.strictEqual(readByPages(bytes, sizes).join(""), whole(bytes))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it("gives the same while the stream grows under the reader, byte by byte", () => {
    return fc.assert(
      fc.property(stream, (bytes) => {
        let text = ""
        let cursor = 0
        for (let size = 1; size <= bytes.length; size += 1) {
          const page = decodePage(bytes.subarray(cursor, size), { ended: size === bytes.length })
          text += page.text
          cursor += page.consumed
        }
        assert.strictEqual(text, whole(bytes))
      }),
    )
  })

  it("never ends a page inside a character", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((it) => !it.includes("\ufffd"))
    return fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 9 }), (written, max) => {
        const pages = readByPages(encoder.encode(written), [max])
        assert.notInclude(pages.join(""), "\ufffd")
      }),
    )
  })

  it("holds back at most three bytes, and only the valid beginning of a character", () => {
    return fc.assert(
      fc.property(stream, (bytes) => {
        const held = bytes.subarray(utf8Boundary(bytes))
        assert.isAtMost(held.length, 3)
        const waiting = new TextDecoder("utf-8", { ignoreBOM: true }).decode(held, { stream: true })
        assert.strictEqual(waiting, "", "a decoder waits for more after these bytes")
      }),
    )
  })

  it("replaces what was held back once the stream has ended", () => {
    const bytes = Uint8Array.from([0x61, 0xf0, 0x9f, 0x92])
    assert.deepStrictEqual(decodePage(bytes, { ended: false }), { text: "a", consumed: 1 })
    assert.deepStrictEqual(decodePage(bytes, { ended: true }), { text: "a\ufffd", consumed: 4 })
  })

  it("keeps a byte order mark", () => {
    assert.strictEqual(decodePage(encoder.encode("\ufeffa"), { ended: true }).text, "\ufeffa")
  })

  it("gives an empty text for no bytes", () => {
    assert.deepStrictEqual(decodePage(new Uint8Array(0), { ended: false }), {
      text: "",
      consumed: 0,
    })
  })
})

const excerptAt = (bytes: Uint8Array, maxBytes: number) => {
  const parts = excerptParts(bytes.length, maxBytes)
  const last = bytes.subarray(bytes.length - parts.tail)
  return excerptOf(bytes.subarray(0, parts.head), last, bytes.length)
}

describe("excerptOf", () => {
  it("is the whole text when it fits", () => {
    const bytes = encoder.encode("one\ntwo\n")
    assert.deepStrictEqual(excerptAt(bytes, 8), {
      head: "one\ntwo\n",
      tail: "",
      truncated: false,
      size: 8,
      missing: 0,
      missingFrom: 8,
    })
  })

  it("accounts for every byte: head, missing and tail are the stream", () => {
    return fc.assert(
      fc.property(stream, fc.integer({ min: 0, max: 120 }), (bytes, maxBytes) => {
        const { head, missing, missingFrom, size, tail, truncated } = excerptAt(bytes, maxBytes)
        assert.strictEqual(size, bytes.length)
        assert.strictEqual(truncated, missing > 0)
        assert.strictEqual(head, whole(bytes.subarray(0, missingFrom)))
        assert.strictEqual(tail, whole(bytes.subarray(missingFrom + missing)))
        assert.isAtMost(size - missing, Math.max(maxBytes, 0))
      }),
      { numRuns: 2000 },
    )
  })

  it("shows a head and a longer tail, both cut at lines", () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}\n`)
    const { head, tail } = excerptAt(encoder.encode(lines.join("")), 1000)
    assert.match(head, /^line 0\n[\s\S]*line \d+\n$/)
    assert.match(tail, /^line \d+\n[\s\S]*line 999\n$/)
    assert.isAbove(tail.length, 2 * head.length)
    assert.isAbove(head.length + tail.length, 970)
  })

  it("cuts at characters where no line ends nearby", () => {
    const { head, tail } = excerptAt(encoder.encode("€".repeat(10_000)), 1000)
    assert.match(head, /^€+$/)
    assert.match(tail, /^€+$/)
    assert.isAbove(head.length + tail.length, 330)
  })

  it("does not give up a long last line for a line end far away", () => {
    const { tail } = excerptAt(encoder.encode(`${"x".repeat(99_000)}\n${"y".repeat(40_000)}`), 8000)
    assert.strictEqual(tail, "y".repeat(6000))
  })
})

describe("withMarker", () => {
  const call = { jobId: "01J", stream: "stdout" } as const

  it("is the text itself when nothing is missing", () => {
    assert.strictEqual(withMarker(excerptAt(encoder.encode("all"), 10), call), "all")
  })

  it("counts what is missing and names the call that reads it", () => {
    const excerpt = {
      head: "a\n",
      tail: "z\n",
      truncated: true,
      size: 9,
      missing: 1_234_567,
      missingFrom: 2,
    }
    assert.strictEqual(
      withMarker(excerpt, call),
      'a\n[… 1,234,567 bytes of stdout left out; stream_deltas(job_id="01J", stdout_cursor=2) reads them …]\nz\n',
    )
  })

  it("stands on a line of its own, also in the middle of a line", () => {
    const excerpt = { head: "a", tail: "z", truncated: true, size: 9, missing: 7, missingFrom: 1 }
    assert.match(withMarker(excerpt, call), /^a\n\[…[^\n]+…\]\nz$/)
  })

  it("begins a tail that has no head", () => {
    const excerpt = { head: "", tail: "z", truncated: true, size: 9, missing: 8, missingFrom: 0 }
    assert.match(
      withMarker(excerpt, { ...call, stream: "stderr" }),
      /^\[… 8 bytes of stderr .*stderr_cursor=0/,
    )
  })
})

describe("a text that is cut again", () => {
  const call = { jobId: "01J", stream: "stdout" } as const
  const marker =
    /\[… ([\d,]+) bytes of stdout left out; stream_deltas\(job_id="01J", stdout_cursor=(\d+)\) reads them …\]\n/
  const long = Array.from({ length: 9000 }, (_, index) => `line ${index} é€💡\n`).join("")
  const bytes = encoder.encode(long)

  const given = (text: string, start = 0, size: number | null = bytes.length) =>
    ({ ...call, text, start, bytes: size }) as const

  /** What is shown must be exactly what stands before and after what the marker says is missing. */
  const accountsFor = (shown: string, stream: Uint8Array, start = 0) => {
    assert.lengthOf([...shown.matchAll(new RegExp(marker, "g"))], 1)
    const [line, count = "", cursor] = marker.exec(shown) ?? []
    const [head = "", tail] = shown.split(line ?? "")
    const [from, missing] = [Number(cursor), Number(count.replaceAll(",", ""))]
    const headText = whole(stream.subarray(start, from))
    assert.include([headText, `${headText}\n`], head)
    assert.strictEqual(tail, whole(stream.subarray(from + missing)))
  }

  it("has one marker, which counts all that is missing from the stream", () => {
    const once = withMarker(excerptAt(bytes, 65_536), call)
    const twice = cutAgain(given(once), 16_384)
    accountsFor(twice, bytes)
    const shown = twice.replace(marker, "")
    assert.isAtMost(encoder.encode(shown).length, 16_384)
    assert.isAtLeast(encoder.encode(shown).length, 16_000)
  })

  it("has one too where it had none before, from wherever it begins", () => {
    accountsFor(cutAgain(given(long), 1000), bytes)
    const start = long.indexOf("line 700 ")
    const from = encoder.encode(long.slice(0, start)).length
    const rest = given(long.slice(start), from, bytes.length - from)
    accountsFor(cutAgain(rest, 1000), bytes, from)
  })

  it("stays as it is where it is short enough, its marker not counted", () => {
    const once = withMarker(excerptAt(bytes, 16_384), call)
    assert.strictEqual(cutAgain(given(once), 16_384), once)
    assert.strictEqual(cutAgain(given("all"), 3), "all")
  })

  it("counts right beside the mark of a time-out, which is in no file", () => {
    const once = withMarker(excerptAt(bytes, 65_536), call)
    const [line = "", count = "", cursor] =
      marker.exec(cutAgain(given(`${once}[TIMEOUT]`), 16_384)) ?? []
    const plain = marker.exec(cutAgain(given(once), 16_384)) ?? []
    assert.strictEqual(cursor, plain[2])
    assert.match(line, /bytes of stdout left out/)
    const more = Number(count.replaceAll(",", "")) - Number(plain[1]?.replaceAll(",", ""))
    assert.isAtLeast(more, 0)
    assert.isAtMost(more, 40)
  })

  it("is not misled by another job's marker in the output", () => {
    const quoted = withMarker(excerptAt(bytes, 300), { ...call, jobId: "other" })
    const stream = encoder.encode(quoted.repeat(200))
    const shown = cutAgain(
      given(withMarker(excerptAt(stream, 65_536), call), 0, stream.length),
      9000,
    )
    accountsFor(shown, stream)
  })

  it("never leads beyond what is missing, also where bytes are no UTF-8", () => {
    return fc.assert(
      fc.property(
        stream,
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 0, max: 60 }),
        (some, first, second) => {
          const long = joined([some, some, some, some, some])
          const once = withMarker(excerptAt(long, first), call)
          const shown = cutAgain(given(once, 0, long.length), second)
          const [line, , cursor] = marker.exec(shown) ?? []
          if (line === undefined) return
          const head = shown.slice(0, shown.indexOf(line))
          const shownBytes = whole(long.subarray(0, Number(cursor)))
          assert.isAtMost(shownBytes.length, head.length + 2)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe("splitBudget", () => {
  const sizes = fc.record({ stdout: fc.nat(300), stderr: fc.nat(300) })

  it("never spends more than there is, nor less than it could", () => {
    return fc.assert(
      fc.property(fc.nat(200), sizes, (total, size) => {
        const { stderr, stdout } = splitBudget(total, size)
        assert.strictEqual(stdout + stderr, total)
        const shown = Math.min(stdout, size.stdout) + Math.min(stderr, size.stderr)
        assert.strictEqual(shown, Math.min(total, size.stdout + size.stderr))
      }),
    )
  })

  it("leaves what a small stream does not need to the other", () => {
    assert.deepStrictEqual(splitBudget(100, { stdout: 1000, stderr: 10 }), {
      stdout: 90,
      stderr: 10,
    })
    assert.deepStrictEqual(splitBudget(100, { stdout: 0, stderr: 1000 }), {
      stdout: 0,
      stderr: 100,
    })
  })

  it("gives each half when both are large", () => {
    assert.deepStrictEqual(splitBudget(100, { stdout: 1000, stderr: 60 }), {
      stdout: 50,
      stderr: 50,
    })
  })
})
