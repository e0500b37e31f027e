import { library } from '../../vite.library.mjs';

// A program, not a library: one format, and what commands load when they are called stays apart.
const base = library(import.meta.dirname, { main: 'src/main.ts' });

export default {
  ...base,
  build: { ...base.build, lib: { ...base.build.lib, formats: ['es'] } },
};
