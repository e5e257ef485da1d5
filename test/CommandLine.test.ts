import { assert, describe, it } from "@effect/vitest"
import { readCommandLine } from "../src/CommandLine.ts"

describe("the command line", () => {
  it("means stdio where it is empty, as every MCP host starts us", () => {
    assert.deepStrictEqual(readCommandLine([]), { _tag: "Stdio" })
    assert.deepStrictEqual(readCommandLine(["--"]), { _tag: "Stdio" })
  })

  it("means HTTP on loopback, on any free port, unless it says otherwise", () => {
    const http = { _tag: "Http", host: "127.0.0.1", port: 0 }
    assert.deepStrictEqual<unknown>(readCommandLine(["--http"]), http)
    const given = ["--http", "--host", "::1", "--port=8080"]
    assert.deepStrictEqual<unknown>(readCommandLine(given), {
      _tag: "Http",
      host: "::1",
      port: 8080,
    })
  })

  it.each([["--help"], ["-h"], ["--version"], ["-v"]])("shows something for %s", (flag) => {
    assert.strictEqual(readCommandLine([flag])._tag, "Show")
  })

  it.each([
    [["--htpp"], "--htpp"],
    [["serve"], "serve"],
    [["--port", "80"], "--http"],
    [["--http", "--port", "65536"], "65536"],
    [["--http", "--port", "-1"], '--port "-1" is not a number from 0 to 65535'],
    [["--http", "--port", "1e3"], "1e3"],
    [["--http", "--host"], "--host"],
    [["--http", "--host", " "], "--host"],
  ])("says what is wrong with %j, and the way out", (given, named) => {
    const command = readCommandLine(given)
    assert.strictEqual(command._tag, "Wrong")
    const message = command._tag === "Wrong" ? command.message : ""
    assert.include(message, named)
    assert.match(
      message,
      /^python-executor-mcp: .*\. python-executor-mcp --help tells what there is\.$/s,
    )
  })
})
