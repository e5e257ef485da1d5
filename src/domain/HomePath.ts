/** `~` and `~/…` by a home directory; every other path as it is. */
export const fromHome = (path: string, homeDirectory: string): string =>
  path === "~" || path.startsWith("~/") ? homeDirectory + path.slice(1) : path
