export { contextOf, type ContextReading } from './context-of.js';
export { outcomeOf } from './outcome-of.js';
export { ProviderCore, type ProviderParts } from './provider-core.js';
export type { ProviderEventDetails, ProviderEventNotes } from './provider-events.js';
export type { Resolution, ResolutionErrorCode } from './resolution.js';
export { resolveFlag, type FlagQuestion, type ValueKind } from './resolve-flag.js';
