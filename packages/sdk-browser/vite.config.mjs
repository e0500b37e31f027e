import { library } from '../../vite.library.mjs';

/** Entry points of the package: what `exports` in package.json names. */
const ENTRIES = { index: 'src/index.ts' };

export default library(import.meta.dirname, ENTRIES);
