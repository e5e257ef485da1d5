export { makeProtocolServer, type RegistryRunner, type ServerWorld } from "./ProtocolServer.ts"
export { layer, type StdioOptions, serve } from "./StdioServer.ts"
