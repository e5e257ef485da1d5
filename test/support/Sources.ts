/** What a TypeScript source imports, types and re-exports included. */
export const importsIn = (source: string): ReadonlyArray<string> => {
  const code = withoutComments(source)
  const patterns = [
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/gm,
    /^\s*import\s*["']([^"']+)["']/gm,
    /\bimport\(\s*["']([^"']+)["']\s*\)/g,
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([, path = ""]) => path))
}

/** A source without its comments; what stands in strings stays. */
export const withoutComments = (source: string): string =>
  source.replaceAll(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, text: string | undefined) => text ?? "",
  )
