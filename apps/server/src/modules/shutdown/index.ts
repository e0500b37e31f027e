export { ShutdownModule } from './shutdown.module.js';
