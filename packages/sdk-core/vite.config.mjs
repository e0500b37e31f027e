import { library } from '../../vite.library.mjs';

export default library(import.meta.dirname);
