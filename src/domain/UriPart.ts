import { Option } from "effect"

/**
 * What a part of a URI stands for. Decoded once only: what is still encoded after it is a name with a
 * per cent sign in it, and so is what cannot be decoded.
 */
export const decodedPart = (part: string): string => Option.getOrElse(decode(part), () => part)

const decode = Option.liftThrowable(decodeURIComponent)
