import type { Answer, TestApp } from '../test-app.js';
import { convertFlag } from './convert-flag.js';
import type { NeutralFlag, NeutralSuite } from './neutral-model.js';
import { SuiteConverter } from './suite-converter.js';

/** Where the suites are created: a project, one environment of it, and a server key. */
export interface ConformancePlace {
  readonly project: string;
  readonly environment: string;
  readonly secret: string;
}

/** A suite on the server. */
export interface WrittenSuite {
  readonly suite: NeutralSuite;
  readonly converter: SuiteConverter;
  /** Flags that cannot be saved, and why. */
  readonly refused: ReadonlyMap<string, string>;
  /** Revision of the environment after the last write. */
  readonly revision: number;
}

/** Creates a project with one environment and a server key. */
export async function createPlace(server: TestApp, key: string): Promise<ConformancePlace> {
  const project = `/api/v1/projects/${key}`;
  const environment = `${project}/environments/test`;
  await send(server, 'POST', '/api/v1/projects', { key });
  await send(server, 'POST', `${project}/environments`, { key: 'test' });
  const { body } = await send(server, 'POST', `${environment}/keys`, { kind: 'server', name: key });
  return { project, environment, secret: (body as { secret: string }).secret };
}

/** Creates the segments and flags of a suite through the admin API, parents first. */
export async function writeSuite(
  server: TestApp,
  place: ConformancePlace,
  suite: NeutralSuite,
  index: number,
): Promise<WrittenSuite> {
  const converter = new SuiteConverter(suite, index);
  const refused = new Map<string, string>();
  const { order, cyclic } = parentsFirst(suite.flagset.flags);
  for (const key of cyclic) refused.set(key, 'it hangs on a cycle of prerequisites');
  let segments = 0;
  let revision = 0;
  for (const key of order) {
    try {
      const { definition, config } = convertFlag(converter, key);
      for (const segment of converter.segments.slice(segments)) {
        await send(server, 'POST', `${place.environment}/segments`, segment);
      }
      segments = converter.segments.length;
      await send(server, 'POST', `${place.project}/flags`, definition);
      const path = `${place.environment}/flags/${definition.key}`;
      const { headers } = await send(server, 'PATCH', path, config);
      revision = Number(headers.get('sluice-revision') ?? revision);
    } catch (error) {
      refused.set(key, (error as Error).message);
    }
  }
  return { suite, converter, refused, revision };
}

async function send(server: TestApp, method: string, path: string, body: object): Promise<Answer> {
  const headers = method === 'PATCH' ? { 'if-match': '"1"' } : {};
  const answer = await server.call(method, path, { body, headers });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer;
}

/** Settles once the server serves a revision to a key: a write may be answered before it can be read back. */
export async function untilServed(
  server: Pick<TestApp, 'call'>,
  { secret }: Pick<ConformancePlace, 'secret'>,
  revision: number,
): Promise<void> {
  for (let served = -1; served < revision;) {
    const { body } = await server.call('GET', '/sdk/v1/snapshot', { token: secret });
    served = (body as { snapshot?: { revision: number } }).snapshot?.revision ?? -1;
  }
}

/** Keys of flags whose parents come before them, and of those on or below a cycle. */
function parentsFirst(flags: Readonly<Record<string, NeutralFlag>>) {
  const waiting = new Set(Object.keys(flags));
  const order: string[] = [];
  for (let moved = true; moved;) {
    const free = [...waiting].filter((key) =>
      parentsOf(flags[key]).every((parent) => !waiting.has(parent)),
    );
    for (const key of free) waiting.delete(key);
    order.push(...free);
    moved = free.length > 0;
  }
  return { order, cyclic: [...waiting] };
}

/** Every flag that a flag names, in its prerequisites or in a condition. */
function parentsOf(flag: NeutralFlag | undefined): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('flag' in node && typeof node.flag === 'string') found.push(node.flag);
    for (const child of Object.values(node)) visit(child);
  };
  visit(flag?.prereqs);
  visit(flag?.rules.map(({ when }) => when));
  return found;
}
