import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '@sluice/protocol';
import { startTestApp, type TestApp } from '../../../test/test-app.js';
import { RouteTable } from '../../platform/http/index.js';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: object[];
  readonly parameters?: { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Record<string, { readonly schema: object }>;
  };
  readonly responses: Record<
    string,
    { readonly content?: object; readonly 'x-error-codes'?: string[] }
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

describe('the OpenAPI document', () => {
  let server: TestApp;
  let document: Document;

  beforeAll(async () => {
    server = await startTestApp();
    document = (await server.call('GET', '/api/openapi.json', { token: null })).body;
  });

  afterAll(() => server.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => (item[method] ? [{ path, method, ...item[method] }] : [])),
    );

  it('describes every route of the server, Nest’s and those below it', () => {
    const described = new Set(operations().map(({ path, method }) => `${method} ${path}`));
    const missing = server.app
      .get(RouteTable)
      .routes.map(({ method, url }) => `${method.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`)
      .filter((route) => !route.startsWith('head ') && !route.startsWith('options '))
      .filter((route) => !described.has(route));
    expect(missing).toEqual([]);
    expect(document.openapi).toBe('3.1.0');
  });

  it('says of every operation what it does, answers and takes', () => {
    const lacking = operations().flatMap(({ path, method, summary, responses, security }) => {
      const success = Object.keys(responses).find((status) => /^[23]/.test(status));
      const problems = [
        !summary && 'summary',
        !security && 'security',
        !success && 'answer',
        success &&
          !['202', '204'].includes(success) &&
          !responses[success]?.content &&
          'answer schema',
      ].filter(Boolean);
      return problems.length > 0 ? [`${method} ${path}: ${problems.join(', ')}`] : [];
    });
    expect(lacking).toEqual([]);
  });

  it('names a body schema wherever a body is read', () => {
    const lacking = operations()
      .filter(({ requestBody }) => requestBody !== undefined)
      .filter(({ requestBody }) => {
        const schema = requestBody?.content['application/json']?.schema ?? {};
        return Object.keys(schema).length === 0 || JSON.stringify(schema).includes('"Object"');
      });
    expect(lacking.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('declares every parameter of every path', () => {
    for (const { path, parameters = [] } of operations()) {
      const declared = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      const used = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      expect(declared).toEqual(used);
    }
  });

  it('declares the fields of queries one by one, and whether a body may be left out', () => {
    const queryOf = (path: string) =>
      (document.paths[path]?.get?.parameters ?? [])
        .filter((each) => each.in === 'query')
        .map(({ name }) => name);
    expect(queryOf('/api/v1/projects')).toEqual(['limit', 'cursor', 'archived']);
    expect(queryOf('/api/v1/audit')).toContain('resource');
    const required = (path: string) => document.paths[path]?.post?.requestBody?.required;
    expect(required('/api/v1/projects')).toBe(true);
    expect(required('/api/v1/projects/{project}/archive')).toBe(false);
  });

  it('lists the ways each operation can fail, with codes of the registry', () => {
    // OFREP has its own form of errors.
    for (const { operationId, responses } of operations().filter(
      ({ path }) => !path.startsWith('/ofrep/'),
    )) {
      const codes = Object.values(responses).flatMap((each) => each['x-error-codes'] ?? []);
      expect([operationId, codes.length > 0]).toEqual([operationId, true]);
      for (const code of codes) expect(Object.keys(ERROR_CODES)).toContain(code);
    }
  });

  it('refers to no schema that it does not hold', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(names.length).toBeGreaterThan(10);
    const dangling = names
      .map(([, name = '']) => name)
      .filter((name) => !document.components.schemas[name]);
    expect([...new Set(dangling)]).toEqual([]);
    expect(text.match(/\$defs|__schema/g)).toBeNull();
  });

  it('defines every component as something, never as itself', () => {
    const { schemas } = document.components;
    const empty = Object.entries(schemas).filter(([name, schema]) => {
      const { $ref, ...rest } = schema as { $ref?: string };
      return (
        $ref?.endsWith(`/${name}`) === true ||
        ($ref === undefined && Object.keys(rest).length === 0)
      );
    });
    expect(empty.map(([name]) => name).sort()).toEqual(['Json', 'JsonInput']);
    expect(schemas.Project).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['key']) as string[],
    });
    expect(schemas.CreateProjectInput).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
  });

  it('is shown by a page that needs no inline script', async () => {
    const page = await server.call('GET', '/api/docs', { token: null });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.body as string).not.toMatch(/<script(?![^>]*src=)/);
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']) {
      const asset = await server.call('GET', `/api/docs/${file}`, { token: null });
      expect([file, asset.status]).toEqual([file, 200]);
    }
    const escape = await server.call('GET', '/api/docs/..%2Fpackage.json', { token: null });
    expect(escape.status).toBe(404);
  });
});

describe('docs/errors.md', () => {
  const text = readFileSync(join(__dirname, '../../../../../docs/errors.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z0-9_]+)` +\| (\d+) +\| (yes|no) +\| (.+?) +\|$/gm)];

  it('lists every code of the registry once, with its status, whether to retry, and its message', () => {
    const documented = rows.map(([, code, status, retryable, message]) => [
      code,
      { status: Number(status), retryable: retryable === 'yes', message },
    ]);
    expect(Object.fromEntries(documented)).toEqual(ERROR_CODES);
    expect(rows.length).toBe(Object.keys(ERROR_CODES).length);
  });
});
