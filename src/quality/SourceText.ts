/**
 * The text of a source file, for people: as UTF-8, else as its PEP 263 comment says, else byte by byte. What is
 * written never goes through this.
 */
export const sourceText = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return declaredText(bytes)
  }
}

const declaredText = (bytes: Uint8Array): string => {
  const beginning = new TextDecoder("latin1").decode(bytes.subarray(0, 512))
  const [, label = "latin1"] = declaration.exec(beginning) ?? []
  try {
    return new TextDecoder(label.replaceAll("_", "-")).decode(bytes)
  } catch {
    return new TextDecoder("latin1").decode(bytes)
  }
}

/** In the first line, or in the second. */
const declaration = /^(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]+)/
