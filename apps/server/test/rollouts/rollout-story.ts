import { Client, type ClientConfig } from 'pg';
import type { FlagConfig, RolloutDetail, RolloutView } from '@sluice/protocol';
import { startTestApp, type Answer, type TestApp } from '../test-app.js';

const POLL_MS = 25;

/** A server with one project, in which tests tell stories about rollouts. */
export class RolloutStory {
  readonly #connections: Client[] = [];

  private constructor(readonly server: TestApp) {}

  static async begin(variables: Record<string, string> = {}): Promise<RolloutStory> {
    const story = new RolloutStory(await startTestApp(variables));
    await story.post('/api/v1/projects', { key: 'shop' });
    await story.post('/api/v1/projects/shop/environments', { key: 'production' });
    return story;
  }

  readonly environment = '/api/v1/projects/shop/environments/production';

  post(path: string, body: object = {}): Promise<Answer> {
    return this.server.call('POST', path, { body });
  }

  /** A boolean flag that serves off unless a rollout lets someone in. */
  async flag(key: string, config: object = {}): Promise<void> {
    await this.post('/api/v1/projects/shop/flags', { key, type: 'boolean' });
    const body = { fallthrough: { variant: 'off' }, ...config };
    const { version } = await this.config(key);
    const headers = { 'if-match': `"${version}"` };
    await this.server.call('PATCH', `${this.environment}/flags/${key}`, { body, headers });
  }

  async config(key: string): Promise<FlagConfig> {
    return (await this.server.call('GET', `${this.environment}/flags/${key}`)).body;
  }

  start(body: object): Promise<Answer> {
    return this.post(`${this.environment}/rollouts`, body);
  }

  /** Starts a rollout that must not be refused. */
  async started(body: object): Promise<RolloutView> {
    const answer = await this.start(body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  tell(id: string, what: string, body: object = {}): Promise<Answer> {
    return this.post(`${this.environment}/rollouts/${id}/${what}`, body);
  }

  async read(id: string): Promise<RolloutDetail> {
    return (await this.server.call('GET', `${this.environment}/rollouts/${id}`)).body;
  }

  /** The rollout once it is as wanted; fails after ten seconds or as long as given, showing how it is. */
  async until(
    id: string,
    wanted: (rollout: RolloutDetail) => boolean,
    patienceMs = 10_000,
  ): Promise<RolloutDetail> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const rollout = await this.read(id);
      if (wanted(rollout)) return rollout;
      if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(rollout, null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** A connection to the server's database, past the server; it ends with the story. */
  async connect(config: ClientConfig = {}): Promise<Client> {
    const { url: connectionString } = this.server.database;
    const connection = new Client({ connectionString, ...config });
    this.#connections.push(connection);
    await connection.connect();
    return connection;
  }

  async end(): Promise<void> {
    for (const connection of this.#connections) await connection.end();
    await this.server.close();
  }
}
