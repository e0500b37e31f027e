import { existsSync, readdirSync } from 'node:fs';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';
import eslint from '@eslint/js';

const SERVER = { files: ['apps/server/src/**'], allow: ['evaluator', 'protocol'] };

/** Which @sluice packages a package may import, and which outside modules it must not. */
const BOUNDARIES = [
  { files: ['packages/evaluator/src/**'], allow: [], outside: [], pure: true },
  { files: ['packages/protocol/src/**'], allow: ['evaluator'], outside: ['zod'] },
  {
    files: ['packages/sdk-core/src/**'],
    allow: ['evaluator'],
    typesOf: ['protocol'],
    outside: [],
    pure: true,
  },
  { files: ['packages/sdk-node/src/**'], allow: ['evaluator', 'sdk-core'], typesOf: ['protocol'] },
  {
    files: ['packages/sdk-browser/src/**'],
    allow: ['evaluator', 'sdk-core'],
    typesOf: ['protocol'],
  },
  { files: ['packages/cli/src/**'], allow: ['protocol', 'sdk-node'] },
  SERVER,
  { files: ['apps/dashboard/src/**'], allow: ['evaluator', 'protocol'] },
];

const PACKAGES = [
  'evaluator',
  'protocol',
  'sdk-core',
  'sdk-node',
  'sdk-browser',
  'cli',
  'server',
  'dashboard',
];
const TESTS = ['**/*.spec.ts', '**/*.spec.tsx', '**/test/**', '**/testing/**'];

const CLOCK_AND_CHANCE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock comes in as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock comes in as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness comes in through a port.',
  },
];
const NO_ASYNC = [
  { selector: ':function[async=true]', message: 'The evaluator is synchronous.' },
  { selector: 'AwaitExpression', message: 'The evaluator is synchronous.' },
];
const IMPURE_GLOBALS = [
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'performance',
  'console',
  'Buffer',
  'window',
  'document',
  'localStorage',
  'crypto',
  'require',
];

function packagePatterns({ files, allow, typesOf = [], outside }) {
  const forbidden = PACKAGES.filter((name) => !allow.includes(name));
  const patterns = forbidden.map((name) => ({
    group: [`@sluice/${name}`, `@sluice/${name}/*`, `**/packages/${name}/**`],
    message: `${files[0].replace('/src/**', '')} may not import @sluice/${name} (docs/adr/0001).`,
    allowTypeImports: typesOf.includes(name),
  }));
  if (outside) {
    const allowed = ['\\.', '@sluice/', ...outside.map((name) => `${name}$`)].join('|');
    patterns.push({
      regex: `^(?!${allowed})`,
      message: `No outside module here${outside.length ? ` but ${outside.join(', ')}` : ''}: I/O comes in through ports (docs/adr/0001).`,
    });
  }
  return patterns;
}

function boundary(spec) {
  const { files, pure = false } = spec;
  return {
    files,
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: packagePatterns(spec) }],
      ...(pure && {
        'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
        'no-restricted-syntax': [
          'error',
          ...CLOCK_AND_CHANCE,
          ...(files[0].includes('evaluator') ? NO_ASYNC : []),
        ],
      }),
    },
  };
}

/** Rings inside the server: of another module only index.ts may be imported; domain/ is pure. */
function serverModules() {
  const root = new URL('apps/server/src/modules/', import.meta.url);
  if (!existsSync(root)) return [];
  const names = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return names.flatMap((name) => {
    const files = [`apps/server/src/modules/${name}/**`];
    const siblings = names.filter((other) => other !== name).join('|');
    const own = [
      ...packagePatterns({ files: ['apps/server/src/**'], allow: SERVER.allow }),
      {
        regex: `^(\\.\\./)+(modules/)?(${siblings})/(?!index\\.js$)`,
        message: 'Import another module through its index.ts.',
      },
    ];
    const domain = [
      ...own,
      {
        group: [
          '@nestjs/*',
          'typeorm',
          'pg',
          'node:*',
          '**/platform/**',
          '**/*.entity.js',
          '**/*.repository.js',
          '**/*.service.js',
          '**/*.module.js',
          '**/*.controller.js',
        ],
        message: 'domain/ is pure: no Nest, no TypeORM, no I/O.',
      },
    ];
    return [
      {
        files,
        ignores: TESTS,
        rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: own }] },
      },
      {
        files: [`apps/server/src/modules/${name}/domain/**`],
        ignores: TESTS,
        rules: {
          '@typescript-eslint/no-restricted-imports': ['error', { patterns: domain }],
          'no-restricted-syntax': ['error', ...CLOCK_AND_CHANCE],
        },
      },
    ];
  });
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.sluice/**',
      '**/fixtures/**',
      'bench/**/node_modules/**',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ noWarnOnMultipleProjects: true }),
      ],
    },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      'max-depth': ['error', 4],
      complexity: ['error', 16],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['apps/server/src/**/*.ts'],
    ignores: ['apps/server/src/config/**', ...TESTS],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config/ reads the environment.' },
      ],
    },
  },
  ...BOUNDARIES.map(boundary),
  ...serverModules(),
  {
    // Nest injects by the runtime value of a parameter's type, so those imports must not be type-only.
    files: ['apps/server/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        structuredClone: 'readonly',
        globalThis: 'readonly',
      },
    },
  },
);
