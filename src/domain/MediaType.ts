/** What a file is, by the end of its name; bytes where that tells nothing. */
export const mediaTypeOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf("/") + 1)
  const end = name.lastIndexOf(".")
  const extension = end < 0 ? "" : name.slice(end + 1).toLowerCase()
  return types.get(extension) ?? "application/octet-stream"
}

/** Whether files of that type are for reading as text. */
export const isTextual = (type: string): boolean =>
  type.startsWith("text/") || /[/+](?:json|x-ndjson|xml|yaml|toml|sql|geo\+json)$/.test(type)

/** What scripts usually leave behind. */
const types: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "text/plain": "txt log out err cfg conf ini rst tex dot",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/markdown": "md markdown",
    "text/html": "html htm",
    "text/css": "css",
    "text/javascript": "js mjs",
    "text/x-python": "py pyi",
    "application/json": "json ipynb",
    "application/geo+json": "geojson",
    "application/x-ndjson": "jsonl ndjson",
    "application/xml": "xml",
    "application/yaml": "yaml yml",
    "application/toml": "toml",
    "application/sql": "sql",
    "application/pdf": "pdf",
    "application/zip": "zip whl npz",
    "application/gzip": "gz tgz",
    "application/x-tar": "tar",
    "application/vnd.sqlite3": "sqlite sqlite3 db",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "image/png": "png",
    "image/jpeg": "jpg jpeg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "image/tiff": "tif tiff",
    "image/bmp": "bmp",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
    "video/webm": "webm",
  }).flatMap(([type, extensions]) => extensions.split(" ").map((one) => [one, type] as const)),
)
