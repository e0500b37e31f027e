import { library } from '../../vite.library.mjs';

/** Apart from the index: a module that both share would cost the compiled evaluator its constants. */
export default library(import.meta.dirname, { 'compact/index': 'src/compact/index.ts' });
