import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { startTestApp, type TestApp } from '../../../test/test-app.js';

interface Event {
  readonly seq: number;
  readonly action: string;
  readonly resource: string;
  readonly comment: string;
  readonly requestId: string;
  readonly actor: { readonly name: string };
  readonly before: { readonly name: string } | null;
  readonly after: { readonly name: string };
  readonly hash: string;
}

interface Verification {
  readonly ok: boolean;
  readonly checked: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly problems: readonly { readonly kind: string; readonly seq: number }[];
}

const AUDIT = '/api/v1/audit';

describe('the audit log', () => {
  let server: TestApp;
  let sql: Client;

  beforeAll(async () => {
    server = await startTestApp();
    sql = new Client({ connectionString: server.database.url });
    await sql.connect();
  });

  afterAll(async () => {
    await sql.end();
    await server.close();
  });

  const project = async (key: string, edits: number): Promise<void> => {
    await server.call('POST', '/api/v1/projects', { body: { key, comment: `for ${key}` } });
    for (let version = 1; version <= edits; version += 1) {
      await server.call('PATCH', `/api/v1/projects/${key}`, {
        body: { name: `name ${version}` },
        headers: { 'if-match': `"${version}"`, 'x-request-id': `edit-${key}-${version}` },
      });
    }
  };
  const search = async (query: string): Promise<Event[]> => {
    const { body } = await server.call('GET', `${AUDIT}?${query}`);
    return (body as { items: Event[] }).items;
  };
  const verify = async (query: string): Promise<Verification> =>
    (await server.call('GET', `${AUDIT}/verify?${query}`)).body;
  const tamper = async (statement: string, ...params: unknown[]): Promise<void> => {
    await sql.query('BEGIN');
    await sql.query(`SET LOCAL session_replication_role = 'replica'`);
    await sql.query(statement, params);
    await sql.query('COMMIT');
  };

  it('tells who did what to what, before and after, why, and in which request', async () => {
    await project('told', 1);
    const [update, create] = await search('project=told');
    expect(update).toMatchObject({
      action: 'project.update',
      actor: { name: 'SLUICE_ADMIN_TOKEN' },
      before: { name: 'told' },
      after: { name: 'name 1' },
      requestId: 'edit-told-1',
    });
    expect(create).toMatchObject({ action: 'project.create', before: null, comment: 'for told' });
  });

  it('is searched by action, resource, actor and time', async () => {
    await project('searched', 2);
    const all = await search('project=searched');
    expect(all).toHaveLength(3);
    expect(await search('project=searched&action=project')).toHaveLength(3);
    expect(await search('project=searched&action=project.update')).toHaveLength(2);
    expect(await search('project=searched&actor=SLUICE_ADMIN_TOKEN')).toHaveLength(3);
    expect(await search('project=searched&actor=nobody')).toEqual([]);
    expect(await search(`project=searched&resource=${all[0]?.resource ?? ''}`)).toHaveLength(3);
    expect(await search('project=searched&to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await search('project=searched&from=2020-01-01T00:00:00Z')).toHaveLength(3);
  });

  it('pages without losing or repeating an event', async () => {
    await project('paged', 4);
    const seen: number[] = [];
    let query = 'project=paged&limit=2';
    for (let pages = 0; pages < 10 && query !== ''; pages += 1) {
      const { body } = await server.call('GET', `${AUDIT}?${query}`);
      const { items, nextCursor } = body as { items: Event[]; nextCursor: string | null };
      seen.push(...items.map(({ seq }) => seq));
      query = nextCursor === null ? '' : `project=paged&limit=2&cursor=${nextCursor}`;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it('is chained without gaps by concurrent writers', async () => {
    await project('busy', 0);
    const keys = Array.from({ length: 12 }, (_, index) => `flag-${index}`);
    await Promise.all(
      keys.map((key) =>
        server.call('POST', '/api/v1/projects/busy/flags', { body: { key, type: 'boolean' } }),
      ),
    );
    expect(await verify('project=busy')).toMatchObject({ ok: true, checked: 13, problems: [] });
  });

  it('refuses to be changed, and finds out what was changed all the same', async () => {
    await project('edited', 3);
    await expect(sql.query(`UPDATE audit_events SET actor = 'x'`)).rejects.toThrow('append-only');
    await expect(sql.query('DELETE FROM audit_events')).rejects.toThrow('append-only');
    await expect(sql.query('TRUNCATE audit_events')).rejects.toThrow('append-only');
    expect(await verify('project=edited')).toMatchObject({ ok: true, checked: 4 });
    const where = `chain = (SELECT id::text FROM projects WHERE key = $1) AND seq = $2`;
    await tamper(`UPDATE audit_events SET actor = 'x' WHERE ${where}`, 'edited', 2);
    await tamper(`DELETE FROM audit_events WHERE ${where}`, 'edited', 4);
    const { ok, problems } = await verify('project=edited');
    expect([ok, problems.map(({ kind, seq }) => `${kind} ${seq}`)]).toEqual([
      false,
      ['edited 2', 'cut-off 4'],
    ]);
  });

  it('finds a tail that was cut off with its head, by a head noted down before', async () => {
    await project('cut', 3);
    const { head } = await verify('project=cut');
    const chain = `chain = (SELECT id::text FROM projects WHERE key = 'cut')`;
    await tamper(`DELETE FROM audit_events WHERE ${chain} AND seq > 2`);
    await tamper(`UPDATE audit_heads SET seq = 2,
      hash = (SELECT hash FROM audit_events WHERE ${chain} AND seq = 2) WHERE ${chain}`);
    expect(await verify('project=cut')).toMatchObject({ ok: true });
    expect(await verify(`project=cut&seq=${head.seq}&hash=${head.hash}`)).toMatchObject({
      ok: false,
      problems: [{ kind: 'anchor', seq: 4 }],
    });
  });

  it('keeps its key outside the database, for its owner only', async () => {
    const path = join(server.dataDir, 'audit.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).trim()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows a token the events of its projects only, and global ones to admins', async () => {
    const grants = [{ role: 'viewer', project: 'told' }];
    const made = await server.call('POST', '/api/v1/tokens', { body: { name: 'x', grants } });
    const { secret: token } = made.body as { secret: string };
    const mine = await server.call('GET', AUDIT, { token });
    expect((mine.body as { items: Event[] }).items.length).toBeGreaterThan(1);
    expect(JSON.stringify(mine.body)).not.toContain('searched');
    expect(await server.call('GET', `${AUDIT}?project=busy`, { token })).toMatchObject({
      status: 404,
    });
    expect(await server.call('GET', `${AUDIT}/verify?project=told`, { token })).toMatchObject({
      status: 403,
    });
    expect(await server.call('GET', `${AUDIT}/verify`, { token })).toMatchObject({ status: 403 });
  });
});
