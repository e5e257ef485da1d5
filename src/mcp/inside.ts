/** What stands under a name inside of something of which nothing is known. */
export const inside = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined
