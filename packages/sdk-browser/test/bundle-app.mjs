// node bundle-app.mjs <directory> <output>: bundles <directory>/main.* as a user of Vite would:
// minified, for ES2020, lazily loaded parts in files of their own.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';

/** Bundles the modules named in `entries` (name → file) into `output`; returns Rolldown's chunks. */
export async function bundleApp(root, entries, output) {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      target: 'es2020',
      outDir: output,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: entries,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return built.output;
}

if (process.argv[1] === import.meta.filename) {
  const [root, output, ...files] = process.argv.slice(2);
  rmSync(output, { recursive: true, force: true });
  const entries = Object.fromEntries(
    files.map((file) => [file.replace(/\.\w+$/, ''), resolve(root, file)]),
  );
  await bundleApp(root, entries, output);
}
