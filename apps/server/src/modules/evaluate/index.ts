export { EvaluateModule } from './evaluate.module.js';
