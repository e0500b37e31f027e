export { StreamServer, type StreamParts } from './stream-server.js';
export type { ConnectedSdk } from './stream-socket.js';
export { StreamModule } from './stream.module.js';
