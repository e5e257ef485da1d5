import { isDeepStrictEqual } from "node:util"
import { Array as Arr, Either, Option } from "effect"
import { addHeader, readHeader, type ScriptHeader, ScriptHeaderInvalid } from "./ScriptHeader.ts"

/**
 * A text whose header asks for all that the headers of two scripts ask for, so that one environment serves
 * both. Whether such an environment can be made is for others to find out.
 */
export const commonHeader = (a: string, b: string): Either.Either<string, ScriptHeaderInvalid> =>
  Either.gen(function* () {
    const [ofA, ofB] = [yield* readHeader(a), yield* readHeader(b)]
    const both = Option.all([ofA, ofB])
    if (Option.isNone(both)) return Option.isSome(ofB) ? b : a
    const [first, second] = both.value
    if (isContradiction(first, second)) {
      return yield* Either.left(
        new ScriptHeaderInvalid({ reason: "those of a and b have different [tool.uv] tables" }),
      )
    }
    return yield* addHeader(first.uv === undefined ? b : a, {
      dependencies: Arr.dedupe([...first.dependencies, ...second.dependencies]),
      requiresPython: bothOf(first.requiresPython, second.requiresPython),
    })
  })

const isContradiction = ({ uv: a }: ScriptHeader, { uv: b }: ScriptHeader): boolean =>
  a !== undefined && b !== undefined && !isDeepStrictEqual(a, b)

const bothOf = (a: string | null, b: string | null): string | undefined => {
  if (a === null || b === null || a === b) return a ?? b ?? undefined
  return `${a}, ${b}`
}
