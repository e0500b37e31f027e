export { isKey } from './domain/is-key.js';
export { ProjectsModule } from './projects.module.js';
