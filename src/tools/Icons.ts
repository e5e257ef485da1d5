import { Encoding } from "effect"

/** An icon as the protocol lists it. */
export interface Icon {
  readonly src: string
  readonly mimeType: string
  readonly sizes: ReadonlyArray<string>
}

/** A drawing on 16 by 16, in a blue that can be seen on light and on dark. */
const drawn = (path: string): ReadonlyArray<Icon> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#3b82c4" d="${path}"/></svg>`
  const src = `data:image/svg+xml;base64,${Encoding.encodeBase64(svg)}`
  return [{ src, mimeType: "image/svg+xml", sizes: ["any"] }]
}

/** What people see beside a name: one drawing for each group of tools. */
export const icons = {
  /** A window with a prompt. */
  server: drawn("M1 2h14v12H1zM3 4v8h10V4zM4 5l3 3-3 3zM8 10h4v1H8z"),
  run: drawn("M3 1v14l11-7z"),
  jobs: drawn("M1 2h14v3H1zM1 7h9v3H1zM1 12h12v3H1z"),
  scripts: drawn("M3 1h7l3 3v11H3zM5 6v1h6V6zM5 9v1h6V9zM5 12v1h4v-1z"),
  environments: drawn("M8 1l6 3v8l-6 3-6-3V4zM4 5l4 2 4-2-4-2z"),
  quality: drawn("M6 13L1 8l2-2 3 3 7-7 2 2z"),
} as const

/** Whose drawing it is; the server has one of its own. */
export type IconGroup = Exclude<keyof typeof icons, "server">
