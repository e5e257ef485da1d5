/*
 * Stands in for the SDK's own module of this name in the bundle: that one brings Ajv along, half the
 * SDK's start-up, for checks of elicited answers, which we never ask for.
 */
import process from "node:process"

export { process }

export class DefaultJsonSchemaValidator {
  getValidator() {
    throw new Error("JSON Schemas are not validated by the SDK in this bundle")
  }
}
