// node run-typescript.mjs <file.ts> [arguments]: runs a TypeScript program from the sources, as the tests
// see them, in a process of its own; for programs that are killed.
import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(import.meta.url);
const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (request, parent, ...rest) {
  const ours = /^@sluice\/([a-z-]+)$/.exec(request);
  if (ours) return join(root, 'packages', ours[1], 'src', 'index.ts');
  if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename) {
    const source = join(dirname(parent.filename), request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  try {
    return resolveFilename.call(this, request, parent, ...rest);
  } catch (error) {
    // A package that only exports for `import`.
    if (error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED')
      return fileURLToPath(import.meta.resolve(request));
    throw error;
  }
};

Module._extensions['.ts'] = (module, path) => {
  const { code } = transformSync(readFileSync(path, 'utf8'), {
    filename: path,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
  });
  module._compile(code, path);
};

require(resolve(process.argv[2]));
