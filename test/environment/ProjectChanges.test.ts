import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { changeNote } from "../../src/environment/ProjectChanges.ts"
import { interpreter } from "./Machine.ts"

describe("The note on what a sync has done", () => {
  const at = (version: string) =>
    interpreter(version, { prefix: "/app/.venv", realPath: `/opt/${version}/bin/python3` })
  const say = (before: Option.Option<string>, was: ReadonlyArray<string>) =>
    changeNote(Option.map(before, at), at("3.11.7"), was, ["six==1.17.0"])

  it("does not say that nothing had to change where the environment was made", () => {
    assert.strictEqual(
      say(Option.some("3.13.0"), ["six==1.17.0"]),
      "/app/.venv was made anew, with Python 3.11.7.",
    )
    assert.strictEqual(
      say(Option.none(), []),
      "/app/.venv was made, with Python 3.11.7: added six==1.17.0.",
    )
  })

  it("says what has changed, or that nothing had to", () => {
    const same = Option.some("3.11.7")
    assert.strictEqual(say(same, []), "/app/.venv was brought up to date: added six==1.17.0.")
    assert.match(say(same, ["six==1.17.0"]), /nothing had to change\.$/)
  })
})
