import { defineConfig } from "vitest/config"

// biome-ignore lint/style/noDefaultExport: vitest asks for one
export default defineConfig({
  test: {
    // A machine that has other things to do as well may be slow; what hangs is still noticed.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most tests wait for processes, so two files at a time fit on two cores.
    minWorkers: 1,
    maxWorkers: 2,
    globalSetup: "test/support/globalSetup.ts",
  },
})
