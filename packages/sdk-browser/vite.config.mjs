import { library } from '../../vite.library.mjs';
import { selfContained } from './self-contained.mjs';

/** Entry points of the package: what `exports` in package.json names. */
const ENTRIES = {
  index: 'src/index.ts',
  openfeature: 'src/openfeature/index.ts',
  react: 'src/react/index.ts',
};

const config = library(import.meta.dirname, ENTRIES);
const { output, external } = config.build.rollupOptions;

/** Hooks run in the browser: frameworks with server components look for this first line. */
output.banner = ({ name }) => (name === 'react' ? "'use client';" : '');

/** One file for what every page loads first: bundlers keep files apart that pages load at different times. */
output.codeSplitting = {
  groups: [
    { name: 'client', tags: ['$initial'], test: (id) => !/\/(?:openfeature|react)\//.test(id) },
  ],
};

config.plugins = selfContained();
config.build.target = 'es2020';
config.build.rollupOptions.external = (id) => !id.startsWith('@sluice/') && external(id);

export default config;
