import { afterAll, beforeAll, type TestContext } from "vitest"
import { type PackageIndex, startPackageIndex } from "./PackageIndex.ts"
import type { PackageFile } from "./Packages.ts"
import { type TestClient, TestServer } from "./TestServer.ts"
import { findUv, needsUv, type TestUv } from "./Uv.ts"

/** One server for a test file, with a real uv, and with an index of the file's own in place of PyPI. */
export const indexedServer = (packages: ReadonlyArray<PackageFile>) => {
  let uv: TestUv
  let index: PackageIndex
  let server: TestServer
  let client: TestClient

  beforeAll(async () => {
    uv = findUv()
    index = await startPackageIndex(packages)
    server = new TestServer({
      PYTHON_MCP_UV: uv.path,
      PYTHON_MCP_PYTHON_DOWNLOADS: "off",
      UV_DEFAULT_INDEX: index.url,
    })
    client = await server.connect()
  }, 200_000)
  afterAll(async () => {
    await server.close()
    index.close()
    uv.remove()
  })

  return {
    uv: () => uv,
    index: () => index,
    server: () => server,
    client: () => client,
    needsUv: (context: TestContext) => needsUv(context, uv),
  }
}
