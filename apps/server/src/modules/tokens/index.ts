export { TokenWriter, type TokenDescription } from './token-writer.js';
export { TokensModule } from './tokens.module.js';
