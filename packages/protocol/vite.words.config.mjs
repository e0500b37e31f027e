import { library } from '../../vite.library.mjs';

// Apart from the schemas: who needs only the words loads no zod.
export default library(import.meta.dirname, { 'words/index': 'src/words/index.ts' });
