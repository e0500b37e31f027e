// Bundles the example, for the page and for the server that renders it. REACT=18: on React 18.
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const here = import.meta.dirname;

function configFor(react) {
  const modules = join(here, 'react-18/node_modules');
  const alias =
    react === '18' ? [{ find: /^(react|react-dom)(\/.*)?$/, replacement: `${modules}/$1$2` }] : [];
  return {
    root: here,
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    define: { 'process.env.NODE_ENV': '"production"' },
  };
}

/** Builds both halves into a new folder; answers where the files of the page are, its HTML, and the half for the server. */
export async function buildPages(react = process.env.REACT ?? '19') {
  // Vite goes by it where it is set: a test runner's `test` would build the development half of React.
  process.env.NODE_ENV = 'production';
  const output = mkdtempSync(join(here, '.build-'));
  const config = configFor(react);
  const assets = join(output, 'page');
  await build({ ...config, build: { outDir: assets, emptyOutDir: true, target: 'es2020' } });
  const ssr = join(here, 'src/server.tsx');
  await build({
    ...config,
    ssr: { noExternal: true },
    build: { ssr, outDir: join(output, 'server'), emptyOutDir: true },
  });
  const template = readFileSync(join(assets, 'index.html'), 'utf8');
  const server = await import(pathToFileURL(join(output, 'server/server.js')).href);
  return { output, assets, template, server };
}
