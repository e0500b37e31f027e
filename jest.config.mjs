import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

// Node's own ESM support in Jest fails on Node 20, so tests run as CommonJS: swc rewrites our
// sources and every dependency that ships only ESM (hence no transformIgnorePatterns).
const shared = {
  rootDir: root,
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|tsx|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic' },
          },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Exports itself to ESM importers only.
    '^canonicalize$': `${root}/node_modules/canonicalize/lib/canonicalize.js`,
    '^@sluice/([a-z-]+)$': `${root}/packages/$1/src/index.ts`,
    '^@sluice/([a-z-]+)/testing$': `${root}/packages/$1/src/testing/index.ts`,
  },
  setupFiles: [],
  clearMocks: true,
};

const project = (displayName, roots, extra = {}) => ({
  ...shared,
  displayName,
  roots: roots.map((path) => `${root}/${path}`),
  ...extra,
});

export default {
  projects: [
    project('evaluator', ['packages/evaluator'], { testMatch: ['**/*.spec.ts'] }),
    project('protocol', ['packages/protocol'], { testMatch: ['**/*.spec.ts'] }),
    project('sdk-core', ['packages/sdk-core'], { testMatch: ['**/*.spec.ts'] }),
    project('sdk-node', ['packages/sdk-node'], { testMatch: ['**/*.spec.ts'] }),
    project('server', ['apps/server'], {
      testMatch: ['**/*.spec.ts'],
      globalSetup: `${root}/apps/server/test/global-setup.mjs`,
      globalTeardown: `${root}/apps/server/test/global-teardown.mjs`,
    }),
    project('examples', ['examples'], { testMatch: ['**/*.spec.ts'] }),
    project('repository', ['scripts'], { testMatch: ['**/*.spec.ts'] }),
  ],
  testTimeout: 30000,
};
