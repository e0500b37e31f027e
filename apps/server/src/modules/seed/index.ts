export { GenesisSeed, type SeededProject } from './genesis-seed.js';
export { SeedModule } from './seed.module.js';
