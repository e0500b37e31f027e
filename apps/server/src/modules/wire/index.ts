export { planEnvironment } from './plan-environment.js';
export type { EnvironmentPlan } from './plan-environment.js';
export { saveRevision } from './save-revision.js';
export type { Revision, ShutdownChange } from './save-revision.js';
export type { Touched } from './touched.js';
export type { StoredFlag, StoredTarget } from './domain/stored-flag.js';
export type { StoredSegment } from './domain/stored-segment.js';
export { referencesOf } from './domain/references.js';
