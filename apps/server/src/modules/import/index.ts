export { ImportModule } from './import.module.js';
export { ImportService } from './import.service.js';
