export {
  type Definitions,
  type Era,
  makeProtocolServer,
  type Registries,
  type RegistryRunner,
  type ServerWorld,
} from "./ProtocolServer.ts"
export { layer } from "./StdioLayer.ts"
export { type StdioOptions, serve } from "./StdioServer.ts"
