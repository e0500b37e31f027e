import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { WebhookEvent } from '../../src/modules/notifications/domain/webhook-event.js';
import { enqueue } from '../../src/modules/notifications/enqueue.js';
import { newWebhookSecret } from '../../src/modules/notifications/sign-webhook.js';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { WebhookReceiver } from '../webhook-receiver.js';
import { openDeliveries } from './open-deliveries.js';

const LEASE_MS = 2_500;
const INSERT = `INSERT INTO webhooks (id, project_id, name, format, url, url_hint, secret, events, enabled, created_by)
  VALUES ($1, $2, 'hook', 'sluice', $3, '', $4, '{*}', true, 'test')`;

describe('deliveries', () => {
  let db: TestDatabase;
  let here: ReturnType<typeof openDeliveries>;
  const replicas = new Set<ChildProcess>();
  const receivers: WebhookReceiver[] = [];

  beforeAll(async () => {
    db = await createTestDatabase();
    here = openDeliveries(db.url, LEASE_MS);
  });
  afterEach(async () => {
    for (const replica of replicas) replica.kill('SIGKILL');
    for (const receiver of receivers.splice(0)) receiver.close();
    await here.database.read('DELETE FROM projects');
  });
  afterAll(async () => {
    await here.database.close();
    await db.drop();
  });

  async function project(): Promise<string> {
    const text = `INSERT INTO projects (key, name) VALUES ('shop', 'shop') RETURNING id`;
    return (await here.database.read<{ id: string }>(text))[0]!.id;
  }

  async function webhook(projectId: string): Promise<{ id: string; to: WebhookReceiver }> {
    const to = await WebhookReceiver.open();
    receivers.push(to);
    const id = randomUUID();
    const url = here.box.close(to.url, `${id} url`);
    const secret = here.box.close(newWebhookSecret(), `${id} secret`);
    await here.database.read(INSERT, [id, projectId, url, secret]);
    return { id, to };
  }

  function event(reason: string): WebhookEvent {
    const facts = {
      title: reason,
      reason,
      project: 'shop',
      environment: null,
      requestId: '',
      data: {},
    };
    const actor = { kind: 'token', id: 'a', name: 'ada' };
    const timestamp = new Date().toISOString();
    return { id: randomUUID(), type: 'shutdown.engaged', timestamp, actor, ...facts };
  }

  async function tell(projectId: string, events: readonly WebhookEvent[]): Promise<void> {
    await here.database.transaction((sql) => {
      enqueue(sql, { projectId, events, at: new Date() });
      return Promise.resolve();
    });
  }

  function launch(): ChildProcess {
    const replica = spawn(
      process.execPath,
      [
        join(__dirname, '../run-typescript.mjs'),
        join(__dirname, 'webhook-replica.ts'),
        db.url,
        String(LEASE_MS),
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    replicas.add(replica);
    return replica;
  }

  it('arrive although the process that sent them was killed before it knew the answer', async () => {
    const projectId = await project();
    const { id, to } = await webhook(projectId);
    const first = launch();
    to.answer = () => {
      to.answer = (response) => response.writeHead(204).end();
      first.kill('SIGKILL');
    };
    const told = [event('one'), event('two')];
    await tell(projectId, told);
    await to.until(1);
    launch();
    await to.until(3);
    const [one, two] = told.map((each) => each.id);
    expect(to.received.map(({ body }) => body.id)).toEqual([one, one, two]);
    expect(to.received[1]!.text).toBe(to.received[0]!.text);
    const log = await here.database.read(
      `SELECT a.number, a.status FROM webhook_attempts a JOIN webhook_deliveries d ON d.id = a.delivery_id
       WHERE d.webhook_id = $1 AND d.sequence = 1 ORDER BY a.number`,
      [id],
    );
    expect(log[0]).toEqual({ number: 1, status: null });
  }, 60_000);

  it('are shared by replicas, once and in order for each receiver', async () => {
    const projectId = await project();
    const hooks = [await webhook(projectId), await webhook(projectId)];
    const others = [openDeliveries(db.url, LEASE_MS), openDeliveries(db.url, LEASE_MS)];
    const told = Array.from({ length: 30 }, (_, index) => event(`number ${index}`));
    await tell(projectId, told);
    for (const { worker } of others) worker.onApplicationBootstrap();
    await Promise.all(hooks.map(({ to }) => to.until(told.length)));
    for (const { worker, database } of others) {
      await worker.onApplicationShutdown();
      await database.close();
    }
    for (const { to } of hooks) {
      expect(to.received.map(({ body }) => body.id)).toEqual(told.map(({ id }) => id));
      expect(to.received.map(({ body }) => body.sequence)).toEqual(
        told.map((_, index) => index + 1),
      );
    }
  }, 60_000);

  it('are not sent for what was not committed', async () => {
    const projectId = await project();
    const { to } = await webhook(projectId);
    const undone = here.database.transaction((sql) => {
      enqueue(sql, { projectId, events: [event('undone')], at: new Date() });
      return Promise.reject(new Error('the write failed'));
    });
    await expect(undone).rejects.toThrow('the write failed');
    const done = event('done');
    await tell(projectId, [done]);
    const other = openDeliveries(db.url, LEASE_MS);
    other.worker.onApplicationBootstrap();
    await to.until(1);
    await other.worker.onApplicationShutdown();
    await other.database.close();
    expect(to.received.map(({ body }) => body)).toMatchObject([{ id: done.id, sequence: 1 }]);
  });

  it('are given up after a day of tries, and their receiver after days without a success', async () => {
    const projectId = await project();
    const { id, to } = await webhook(projectId);
    to.answer = (response) => response.writeHead(500).end();
    await tell(projectId, [event('lost')]);
    const due = `UPDATE webhook_deliveries SET next_attempt_at = now()`;
    const states: unknown[] = [];
    for (let tries = 0; tries < 11; tries++) {
      await here.database.read(due);
      await here.database.read('UPDATE webhooks SET hold_until = NULL');
      const [claimed] = await here.queue.claim(1);
      const outcome = { status: 500, durationMs: 1, error: 'the receiver answered 500' };
      expect(await here.queue.record(claimed!, outcome, 5)).toBe(false);
      states.push((await here.database.read('SELECT state FROM webhook_deliveries'))[0]!.state);
    }
    expect(states).toEqual([...Array.from({ length: 10 }, () => 'pending'), 'failed']);
    await here.database.read(
      `UPDATE webhooks SET hold_until = NULL, failing_since = now() - interval '6 days'`,
    );
    await tell(projectId, [event('lost too')]);
    const other = openDeliveries(db.url, LEASE_MS);
    await other.worker.wake();
    await to.until(1);
    await other.worker.onApplicationShutdown();
    await other.database.close();
    expect(other.givenUp).toEqual([id]);
  });
});
