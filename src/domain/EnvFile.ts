/** A statement of the file that names a variable; without `=` its value is null. */
export interface Binding {
  readonly key: string
  readonly value: string | null
}

/**
 * The file's statements that name a variable, in order, before `${NAME}` is resolved; a statement
 * that python-dotenv 1.2.4 only warns about is left out, as comments are.
 */
export const parse = (text: string): ReadonlyArray<Binding> => {
  const source = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
  const bindings: Array<Binding> = []
  let at = skip(source, 0, isSpace)
  while (at < source.length) {
    const { binding, end } = statementAt(source, at)
    if (binding !== null) bindings.push(binding)
    at = skip(source, lineEnd(source, end), isSpace)
  }
  return bindings
}

/**
 * The variables that the file gives, as `dotenv_values(path)` of python-dotenv 1.2.4 gives them.
 *
 * `${NAME}` and `${NAME:-default}` stand for what the file said above, else for `environment`'s
 * value. The last definition of a key wins, in the place of its first; a key without a value is
 * left out. Keys that are whole numbers come first, as in every JavaScript object.
 */
export const values = (
  text: string,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const given = new Map<string, string | null>()
  const lookUp = (name: string): string | undefined => {
    const above = given.get(name)
    if (above !== undefined) return above ?? ""
    return Object.hasOwn(environment, name) ? environment[name] : undefined
  }
  for (const { key, value } of parse(text)) {
    given.set(key, value === null ? null : interpolate(value, lookUp))
  }
  return Object.fromEntries(
    [...given].flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
  )
}

// Python's whitespace, which is not JavaScript's: U+001C to U+001F and U+0085 belong to it, U+FEFF does not.
const spaces = new Set(
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
)

const isSpace = (char: string): boolean => spaces.has(char)

const isBlank = (char: string): boolean => char !== "\n" && isSpace(char)

const isBareKey = (char: string): boolean => char !== "=" && char !== "#" && !isSpace(char)

const skip = (text: string, from: number, accepts: (char: string) => boolean): number => {
  let at = from
  while (at < text.length && accepts(text.charAt(at))) at += 1
  return at
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf("\n", from)
  return end === -1 ? text.length : end
}

interface Part<Value> {
  readonly value: Value
  readonly end: number
}

interface Statement {
  readonly binding: Binding | null
  /** Where reading stopped: whatever stands on the rest of that line is skipped. */
  readonly end: number
}

const statementAt = (text: string, start: number): Statement => {
  const keyStart = afterExport(text, start)
  const key = keyAt(text, keyStart)
  if (key === null) return { binding: null, end: keyStart }
  const equals = skip(text, key.end, isBlank)
  const value = assignedAt(text, equals)
  if (value === null) return { binding: null, end: equals }
  const end = skip(text, value.end, isBlank)
  const isClean = end === text.length || text.charAt(end) === "\n" || text.charAt(end) === "#"
  return { binding: isClean ? { key: key.value, value: value.value } : null, end }
}

const afterExport = (text: string, start: number): number => {
  if (!text.startsWith("export", start)) return start
  const end = skip(text, start + "export".length, isBlank)
  return end > start + "export".length ? end : start
}

const keyAt = (text: string, start: number): Part<string> | null => {
  const isQuoted = text.charAt(start) === "'"
  const from = isQuoted ? start + 1 : start
  const to = isQuoted ? text.indexOf("'", from) : skip(text, from, isBareKey)
  return to > from ? { value: text.slice(from, to), end: isQuoted ? to + 1 : to } : null
}

const assignedAt = (text: string, equals: number): Part<string | null> | null => {
  if (text.charAt(equals) !== "=") return { value: null, end: equals }
  const start = skip(text, equals + 1, isBlank)
  const first = text.charAt(start)
  if (first === "'" || first === '"') return quotedAt(text, start, first)
  const isComment = first === "#" && start > equals + 1
  return isComment ? { value: "", end: start } : bareAt(text, start)
}

const bareAt = (text: string, start: number): Part<string> => {
  const end = lineEnd(text, start)
  let to = start
  while (to < end && !startsComment(text, to)) to += 1
  while (to > start && isSpace(text.charAt(to - 1))) to -= 1
  return { value: text.slice(start, to), end }
}

const startsComment = (text: string, at: number): boolean =>
  text.charAt(at) === "#" && isSpace(text.charAt(at - 1))

const quotedAt = (text: string, start: number, quote: "'" | '"'): Part<string> | null => {
  let at = start + 1
  while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === "\\" ? 2 : 1
  if (at >= text.length) return null
  return { value: decodeEscapes(text.slice(start + 1, at), quote), end: at + 1 }
}

const controls = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
])

const decodeEscapes = (text: string, quote: "'" | '"'): string =>
  quote === "'"
    ? text.replace(/\\([\\'])/g, "$1")
    : text.replace(/\\([\\'"abfnrtv])/g, (_, char: string) => controls.get(char) ?? char)

// One piece per closing brace, so that a file full of `${` is read once and not once per `${`.
const interpolate = (value: string, lookUp: (name: string) => string | undefined): string => {
  const pieces = value.split("}")
  const last = pieces.pop() ?? ""
  return pieces.map((piece) => closeReference(piece, lookUp)).join("") + last
}

/** Resolves the first reference that reaches from within `piece` to the brace that ended it. */
const closeReference = (piece: string, lookUp: (name: string) => string | undefined): string => {
  let open = piece.indexOf("${")
  while (open !== -1) {
    const colon = piece.indexOf(":", open)
    const name = piece.slice(open + 2, colon === -1 ? piece.length : colon)
    if (colon === -1) return piece.slice(0, open) + (lookUp(name) ?? "")
    if (piece.charAt(colon + 1) === "-")
      return piece.slice(0, open) + (lookUp(name) ?? piece.slice(colon + 2))
    open = piece.indexOf("${", colon)
  }
  return `${piece}}`
}
