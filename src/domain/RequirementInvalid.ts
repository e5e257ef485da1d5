import { Schema } from "effect"
import { excerpt } from "./PythonVersion.ts"

const Wrong = Schema.Struct({ requirement: Schema.String, reason: Schema.String })

/** A dependency that is not PEP 508, or that is more than data: an option, a path, a variable. */
export class RequirementInvalid extends Schema.TaggedError<RequirementInvalid>()(
  "RequirementInvalid",
  {
    requirement: Schema.String,
    reason: Schema.String,
    /** The others that are wrong, where several were read together. */
    others: Schema.optionalWith(Schema.Array(Wrong), { exact: true }),
  },
) {
  override get message(): string {
    const all = [this, ...(this.others ?? [])]
    const lines = all
      .slice(0, shownWrong)
      .map(
        ({ requirement, reason }) =>
          `Cannot use ${excerpt(withoutCredentials(requirement))} as a dependency: ${reason}.`,
      )
    const more = all.length > shownWrong ? [`${all.length - shownWrong} more are wrong, too.`] : []
    const end = `${all.length === 1 ? " Write it" : "\nWrite them"} like "numpy>=1.26" or "requests[socks]>=2,<3".`
    return [...lines, ...more].join("\n") + end
  }
}

/** The message of a call whose dependencies are all wrong stays readable. */
const shownWrong = 10

const withoutCredentials = (text: string): string =>
  text.replace(/\/\/[^/?#\s@]*:?[^/?#\s]*@/g, "//***@")
