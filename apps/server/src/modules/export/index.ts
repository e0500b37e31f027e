export type * from './domain/project-content.js';
export { ExportModule } from './export.module.js';
export { isCurrent } from './is-current.js';
export { loadProjectContent } from './load-project-content.js';
