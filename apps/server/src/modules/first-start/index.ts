export type { Credentials } from './credentials.js';
export { FirstStart, type StartOutcome } from './first-start.js';
export { FirstStartModule } from './first-start.module.js';
