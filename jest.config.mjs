import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

// Node's own ESM support in Jest fails on Node 20, so tests run as CommonJS: swc rewrites our
// sources and every dependency that ships only ESM (hence no transformIgnorePatterns).
const shared = {
  rootDir: root,
  testEnvironment: `${root}/scripts/jest/closing-environment.mjs`,
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
    '^@sluice/([a-z-]+)/([a-z-]+)$': `${root}/packages/$1/src/$2/index.ts`,
  },
  setupFiles: [],
  clearMocks: true,
};

/** A run ends, whatever a test that failed left open. */
const reporters = ['default', `${root}/scripts/jest/ending-reporter.mjs`];

const PEER_TESTS = '**/*.peer.spec.{ts,tsx}';
const withDatabase = {
  globalSetup: `${root}/apps/server/test/global-setup.mjs`,
  globalTeardown: `${root}/apps/server/test/global-teardown.mjs`,
};

/** The same tests of the hooks on the oldest React they support. */
const onReact18 = {
  '^(react|react-dom|scheduler)(/.*)?$': `${root}/examples/react/react-18/node_modules/$1$2`,
};

const project = (displayName, roots, extra = {}) => ({
  ...shared,
  displayName,
  roots: roots.map((path) => `${root}/${path}`),
  testMatch: ['**/*.spec.{ts,tsx}', `!${PEER_TESTS}`],
  ...extra,
});

/** Tests that need programs which Node does not bring: Chromium, nginx, Prometheus, tmux. */
export const peers = {
  projects: [
    project('peers', ['packages', 'apps', 'examples'], {
      testMatch: [PEER_TESTS],
      ...withDatabase,
    }),
  ],
  testTimeout: 120000,
  reporters,
};

export default {
  projects: [
    project('evaluator', ['packages/evaluator']),
    project('protocol', ['packages/protocol']),
    project('sdk-core', ['packages/sdk-core']),
    project('sdk-node', ['packages/sdk-node']),
    project('sdk-browser', ['packages/sdk-browser']),
    project('react-18', ['packages/sdk-browser/test/react'], {
      moduleNameMapper: { ...onReact18, ...shared.moduleNameMapper },
    }),
    project('cli', ['packages/cli'], withDatabase),
    project('server', ['apps/server'], withDatabase),
    project('examples', ['examples']),
    project('repository', ['scripts']),
  ],
  testTimeout: 30000,
  reporters,
};
