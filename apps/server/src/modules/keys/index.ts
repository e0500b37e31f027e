export { KeyWriter, type KeyDescription } from './key-writer.js';
export { KeysModule } from './keys.module.js';
