import { fileURLToPath, pathToFileURL } from "node:url"
import { Option } from "effect"

/** A canonical requirement that names a file or a folder of this machine. */
export interface LocalRequirement {
  /** "name[extras] @ ", as it stands before the URL. */
  readonly head: string
  readonly path: string
  /** "#sha256=…" of the URL, and the marker. */
  readonly tail: string
}

/** None for what comes from elsewhere; on the left what is wrong with its URL. */
export const localRequirement = (
  requirement: string,
): Option.Option<LocalRequirement | { readonly wrong: string }> => {
  const [, head = "", url = "", fragment = "", marker = ""] = LOCAL.exec(requirement) ?? []
  if (url === "") return Option.none()
  if (url.includes("?")) return Option.some({ wrong: 'its URL has a "?" in it' })
  // uv goes into a subdirectory of what it is given: out of it again is out of the question.
  if (/\.\.|%|\\/.test(fragment)) return Option.some({ wrong: "what follows # is not plain" })
  return Option.some(
    Option.match(Option.liftThrowable(fileURLToPath)(url), {
      onNone: () => ({ wrong: "its URL is not that of a path" }),
      onSome: (path) => ({ head, path, tail: fragment + marker }),
    }),
  )
}

/** The same requirement of another path. */
export const localText = ({ head, tail }: LocalRequirement, path: string): string =>
  `${head}${pathToFileURL(path).href}${tail}`

const LOCAL = /^([^ ]+ @ )(file:[^ #]*)(#[^ ]*)?( ; .*)?$/is
