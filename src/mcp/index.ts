export {
  makeProtocolServer,
  type Registries,
  type RegistryRunner,
  type ServerWorld,
} from "./ProtocolServer.ts"
export { layer } from "./StdioLayer.ts"
export { type Definitions, type StdioOptions, serve } from "./StdioServer.ts"
