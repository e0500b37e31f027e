import { library } from '../../vite.library.mjs';

/** Entry points of the package: what `exports` in package.json names. */
const ENTRIES = {
  index: 'src/index.ts',
  openfeature: 'src/openfeature/index.ts',
  react: 'src/react/index.ts',
};

const config = library(import.meta.dirname, ENTRIES);
const { output } = config.build.rollupOptions;

/** Hooks run in the browser: frameworks with server components look for this first line. */
output.banner = ({ name }) => (name === 'react' ? "'use client';" : '');

export default config;
