import { createHash } from "node:crypto"

/** The SHA-256 of bytes, or of a text (UTF-8), in hexadecimal. */
export const sha256 = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex")

/** The same for what comes in parts. */
export const startSha256 = () => {
  const hash = createHash("sha256")
  return {
    add: (part: Uint8Array): void => {
      hash.update(part)
    },
    end: (): string => hash.digest("hex"),
  }
}
