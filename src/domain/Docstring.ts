/**
 * The text of a module's docstring: a plain string (with `r` or `u` before it, or nothing) that is
 * the first statement by itself. Escapes are resolved as Python does, but for `\N{...}`, which
 * stays as written; strings in parentheses and strings put together from several are passed over.
 */
export const docstringOf = (source: string): string | null => {
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")
  const start = firstStatement(text)
  const [opening = "", prefix = "", quote = ""] = OPENING.exec(text.slice(start, start + 4)) ?? []
  const end = opening === "" ? -1 : closingQuote(text, start + opening.length, quote)
  if (end === -1 || !AFTER.test(text.slice(end + quote.length))) return null
  const body = text.slice(start + opening.length, end)
  return prefix.toLowerCase() === "r" ? body : resolveEscapes(body)
}

const OPENING = /^([rRuU]?)("""|'''|"|')/
const AFTER = /^(?:[ \t\f]|\\\n)*(?:[#;\n]|$)/
const ESCAPE =
  /\\(?:(\n|[\\'"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\\./gs
const SIMPLE: Readonly<Record<string, string>> = {
  "\n": "",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
}

/** Where the first line begins that is neither blank nor a comment. */
const firstStatement = (text: string): number => {
  let at = 0
  while (at < text.length) {
    while (" \t\f\n".includes(text.charAt(at)) && at < text.length) at += 1
    if (text.charAt(at) !== "#") return at
    const end = text.indexOf("\n", at)
    at = end === -1 ? text.length : end
  }
  return at
}

/** Where a string ends, or -1: a backslash takes its next character along, in raw strings too. */
const closingQuote = (text: string, start: number, quote: string): number => {
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === "\\") at += 1
    else if (text.startsWith(quote, at)) return at
    else if (char === "\n" && quote.length === 1) return -1
  }
  return -1
}

const resolveEscapes = (body: string): string =>
  body.replace(ESCAPE, (written, simple, octal, ...hexadecimal) => {
    if (typeof simple === "string") return SIMPLE[simple] ?? simple
    if (typeof octal === "string") return String.fromCodePoint(Number.parseInt(octal, 8))
    const digits = hexadecimal.slice(0, 3).find((group) => typeof group === "string")
    const code = Number.parseInt(digits ?? "", 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : written
  })
