import type { ToolResult } from "../tools/ToolResult.ts"

/** A tool's result in the shape of the protocol: what is not for the wire stays here. */
export const wireResult = ({ content, structuredContent, isError }: ToolResult) => ({
  content: [...content],
  ...(structuredContent === undefined ? {} : { structuredContent }),
  ...(isError === undefined ? {} : { isError }),
})
