import { library } from '../../vite.library.mjs';

export default library(import.meta.dirname, {
  index: 'src/index.ts',
  'openfeature/index': 'src/openfeature/index.ts',
});
