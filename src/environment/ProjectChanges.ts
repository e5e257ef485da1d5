import { Option } from "effect"
import { pinChanges } from "../domain/PinChanges.ts"
import type { Interpreter } from "./Interpreter.ts"
import type { FileState } from "./ProjectRecords.ts"

/** What a sync has done to an environment; uv makes one anew where it has another Python than is wanted. */
export const changeNote = (
  before: Option.Option<Interpreter>,
  { prefix, realPath, version }: Interpreter,
  pinsBefore: ReadonlyArray<string>,
  pins: ReadonlyArray<string>,
): string => {
  const changes = pinChanges(pinsBefore, pins)
  const how = changes === "" ? "" : `: ${changes}`
  if (Option.isNone(before)) return `${prefix} was made, with Python ${version}${how}.`
  const isSame = before.value.realPath === realPath && before.value.version === version
  if (!isSame) return `${prefix} was made anew, with Python ${version}${how}.`
  return changes === ""
    ? `${prefix} was compared with the project: nothing had to change.`
    : `${prefix} was brought up to date${how}.`
}

/** What it has done to the lock. */
export const lockNotes = (
  [before]: ReadonlyArray<FileState>,
  [after]: ReadonlyArray<FileState>,
): ReadonlyArray<string> => {
  if (before === undefined || after === undefined || before.digest === after.digest) return []
  return [`${after.path} was ${before.digest === "" ? "made" : "brought up to date"}.`]
}
