import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');

interface Example {
  readonly file: string;
  readonly code: string;
}

interface Finding {
  readonly ruleId: string | null;
  readonly message: string;
}

/** ESLint is an ES module and reads types, so it judges all examples in one process of its own. */
const JUDGE = `
import { ESLint } from 'eslint';
const examples = JSON.parse(process.argv[1]);
const boundaries = /restricted|no-cycle/;
const eslint = new ESLint({
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false, project: false } },
  },
  ruleFilter: ({ ruleId }) => boundaries.test(ruleId),
});
const judged = [];
for (const { file, code } of examples) {
  const [result] = await eslint.lintText(code, { filePath: file, warnIgnored: true });
  judged.push(result.messages.map(({ ruleId, message }) => ({ ruleId, message })));
}
console.log(JSON.stringify(judged));
`;

async function judge(examples: readonly Example[]): Promise<readonly (readonly Finding[])[]> {
  const args = ['--input-type=module', '-e', JUDGE, JSON.stringify(examples)];
  const options = { cwd: root, maxBuffer: 16 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return JSON.parse(stdout) as Finding[][];
}

const imports = (name: string) => `import { x } from '${name}';\nexport const y = x;\n`;
const importsType = (name: string) => `import type { X } from '${name}';\nexport type Y = X;\n`;

const EVALUATOR = 'packages/evaluator/src/example.ts';
const PROTOCOL = 'packages/protocol/src/example.ts';
const SDK_CORE = 'packages/sdk-core/src/example.ts';
const SDK_NODE = 'packages/sdk-node/src/example.ts';
const SDK_BROWSER = 'packages/sdk-browser/src/example.ts';
const CLI = 'packages/cli/src/example.ts';
const SERVER = 'apps/server/src/platform/example.ts';
const MODULE = 'apps/server/src/modules/flags/example.ts';
const DOMAIN = 'apps/server/src/modules/flags/domain/example.ts';
const DASHBOARD = 'apps/dashboard/src/example.ts';

/** Title, file, code; one row per thing that the table of architecture.md forbids. */
const FORBIDDEN: readonly (readonly [string, string, string])[] = [
  ['evaluator → protocol', EVALUATOR, imports('@sluice/protocol')],
  ['evaluator → types of protocol', EVALUATOR, importsType('@sluice/protocol')],
  ['evaluator → an outside module', EVALUATOR, imports('murmurhash')],
  ['evaluator → a node builtin', EVALUATOR, imports('node:crypto')],
  ['evaluator → a bare node builtin', EVALUATOR, imports('fs')],
  ['evaluator → process', EVALUATOR, 'export const x = process.env;'],
  ['evaluator → a timer', EVALUATOR, 'setTimeout(() => {}, 1);'],
  ['evaluator → Date.now', EVALUATOR, 'export const x = Date.now();'],
  ['evaluator → new Date()', EVALUATOR, 'export const x = new Date();'],
  ['evaluator → Math.random', EVALUATOR, 'export const x = Math.random();'],
  ['evaluator → async', EVALUATOR, 'export async function f() {}'],
  ['evaluator → async arrow', EVALUATOR, 'export const f = async () => 1;'],
  ['evaluator → performance', EVALUATOR, 'export const x = performance.now();'],
  ['evaluator → crypto', EVALUATOR, 'export const x = crypto.randomUUID();'],
  ['evaluator → console', EVALUATOR, 'console.log(1);'],
  ['evaluator → protocol by a path', EVALUATOR, imports('../../../packages/protocol/src/x.js')],
  ['protocol → server', PROTOCOL, imports('@sluice/server')],
  ['protocol → sdk-core', PROTOCOL, imports('@sluice/sdk-core')],
  ['protocol → an outside module', PROTOCOL, imports('socket.io')],
  ['sdk-core → values of protocol', SDK_CORE, imports('@sluice/protocol')],
  ['sdk-core → zod', SDK_CORE, imports('zod')],
  ['sdk-core → a node builtin', SDK_CORE, imports('node:fs')],
  ['sdk-core → its adapter', SDK_CORE, imports('@sluice/sdk-node')],
  ['sdk-core → a timer', SDK_CORE, 'setTimeout(() => {}, 1);'],
  ['sdk-core → fetch', SDK_CORE, `void fetch('x');`],
  ['sdk-core → Date.now', SDK_CORE, 'export const x = Date.now();'],
  ['sdk-core → Math.random', SDK_CORE, 'export const x = Math.random();'],
  ['sdk-node → values of protocol', SDK_NODE, imports('@sluice/protocol')],
  ['sdk-node → server', SDK_NODE, imports('@sluice/server')],
  ['sdk-browser → sdk-node', SDK_BROWSER, imports('@sluice/sdk-node')],
  ['sdk-browser → values of protocol', SDK_BROWSER, imports('@sluice/protocol')],
  ['cli → server', CLI, imports('@sluice/server')],
  ['cli → sdk-core', CLI, imports('@sluice/sdk-core')],
  ['server → an SDK', SERVER, imports('@sluice/sdk-node')],
  ['server → dashboard', SERVER, imports('@sluice/dashboard')],
  ['server → the environment outside config/', SERVER, 'export const x = process.env.PORT;'],
  ['module → an SDK', MODULE, imports('@sluice/sdk-core')],
  ['module → the inside of another module', MODULE, imports('../segments/segments.repository.js')],
  ['domain → Nest', DOMAIN, imports('@nestjs/common')],
  ['domain → TypeORM', DOMAIN, imports('typeorm')],
  ['domain → pg', DOMAIN, imports('pg')],
  ['domain → a node builtin', DOMAIN, imports('node:fs')],
  ['domain → platform', DOMAIN, imports('../../../platform/database/database.js')],
  ['domain → its repository', DOMAIN, imports('../flags.repository.js')],
  ['domain → its service', DOMAIN, imports('../flags.service.js')],
  ['domain → the clock', DOMAIN, 'export const x = Date.now();'],
  ['domain → an SDK', DOMAIN, imports('@sluice/sdk-core')],
  ['dashboard → server', DASHBOARD, imports('@sluice/server')],
  ['dashboard → sdk-browser', DASHBOARD, imports('@sluice/sdk-browser')],
];

const ALLOWED: readonly (readonly [string, string, string])[] = [
  ['evaluator → itself', EVALUATOR, imports('./other.js')],
  [
    'evaluator → a date from an argument',
    EVALUATOR,
    'export const f = (at: number) => new Date(at);',
  ],
  ['protocol → evaluator', PROTOCOL, imports('@sluice/evaluator')],
  ['protocol → zod', PROTOCOL, imports('zod')],
  ['sdk-core → evaluator', SDK_CORE, imports('@sluice/evaluator')],
  ['sdk-core → types of protocol', SDK_CORE, importsType('@sluice/protocol')],
  ['sdk-core → async', SDK_CORE, 'export const f = async () => 1;'],
  ['sdk-node → sdk-core', SDK_NODE, imports('@sluice/sdk-core')],
  ['sdk-node → types of protocol', SDK_NODE, importsType('@sluice/protocol')],
  ['sdk-node → its transport', SDK_NODE, imports('socket.io-client')],
  ['sdk-browser → evaluator', SDK_BROWSER, imports('@sluice/evaluator')],
  ['cli → protocol', CLI, imports('@sluice/protocol')],
  ['cli → sdk-node', CLI, imports('@sluice/sdk-node')],
  ['server → protocol', SERVER, imports('@sluice/protocol')],
  ['server → Nest', SERVER, imports('@nestjs/common')],
  [
    'config → the environment',
    'apps/server/src/config/example.ts',
    'export const x = process.env.X;',
  ],
  ['module → the index of another module', MODULE, imports('../segments/index.js')],
  ['module → its own repository', MODULE, imports('./flags.repository.js')],
  ['domain → evaluator', DOMAIN, imports('@sluice/evaluator')],
  ['domain → its neighbour', DOMAIN, imports('./other.js')],
  ['dashboard → protocol', DASHBOARD, imports('@sluice/protocol')],
];

describe('the boundaries of architecture.md, as the linter sees them', () => {
  const rows = [...FORBIDDEN, ...ALLOWED];
  let findings: ReadonlyMap<string, readonly Finding[]>;

  beforeAll(async () => {
    const judged = await judge(rows.map(([, path, code]) => ({ file: path, code })));
    findings = new Map(rows.map(([title], index) => [title, judged[index]!]));
  }, 120_000);

  it.each(FORBIDDEN)('refuse %s', (title) => {
    const rules = findings.get(title)!.map(({ ruleId }) => ruleId);
    expect(rules).toContainEqual(expect.stringMatching(/no-restricted-/));
  });

  it.each(ALLOWED)('let %s pass', (title) => {
    expect(findings.get(title)).toEqual([]);
  });

  it('give a reason that says what to do instead', () => {
    const [first] = findings.get('module → the inside of another module')!;
    expect(first?.message).toContain('Import another module through its index.ts.');
  });
});
