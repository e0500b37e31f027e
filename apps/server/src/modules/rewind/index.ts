export { RewindModule } from './rewind.module.js';
