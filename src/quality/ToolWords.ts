/** What a tool says of its failure, without what only its makers read. */
export const wordsOf = (stderr: string): string => {
  const text = stderr.trim()
  const isTraceback = text.includes("Traceback (most recent call last):")
  const said = isTraceback ? (text.split("\n").at(-1) ?? "") : text
  if (said === "") return "it did not say why"
  return said.length > longest ? `${said.slice(0, longest)}…` : said
}

const longest = 2000
