import { Config, Redacted } from "effect"

/** Whoever knows it may run code here; nobody else may read it, the log least of all. */
export type AccessToken = Redacted.Redacted

/** Whether a text can be one: nobody guesses it, and it fits into a header. */
export const isAccessToken = (text: string): boolean => /^[!-~]{16,}$/.test(text)

/** What `isAccessToken` asks for, for people. */
export const accessTokenWords = "at least 16 visible ASCII characters without a space"

/** An access token, given by a variable. */
export const accessToken = (name: string): Config.Config<AccessToken> =>
  Config.redacted(name).pipe(
    Config.map((value) => Redacted.make(Redacted.value(value).trim())),
    Config.validate({
      message: "no token",
      validation: (value) => isAccessToken(Redacted.value(value)),
    }),
  )
