import { Inject, Injectable } from '@nestjs/common';
import type { CreatedSdkKey, CreatedToken } from '@sluice/protocol';
import { CONFIG, type Config } from '../../config/index.js';
import type { Actor } from '../auth/index.js';
import { CommandExecutor, type CommandContext } from '../commands/index.js';
import { GenesisSeed } from '../seed/index.js';
import type { Credentials } from './credentials.js';
import { CredentialsFile } from './credentials-file.js';
import { FirstStartRepository } from './first-start.repository.js';

const SYSTEM: Actor = {
  kind: 'system',
  id: 'first-start',
  name: 'first start',
  grants: [{ role: 'admin', projectId: null, environmentId: null }],
};
const CONTEXT: CommandContext = { actor: SYSTEM, requestId: 'first-start' };

/** What a start left behind: the credentials there are, and whether some of them are new. */
export interface StartOutcome {
  readonly credentials: Credentials | null;
  /** Secrets were made just now; nobody has seen them yet. */
  readonly fresh: boolean;
  readonly path: string;
}

/**
 * Makes a new server usable: seeds the example project, and on the embedded database creates the
 * first admin token. Safe to run at every start; takes up what an earlier start was cut short in.
 */
@Injectable()
export class FirstStart {
  private readonly file: CredentialsFile;

  constructor(
    private readonly seed: GenesisSeed,
    private readonly repository: FirstStartRepository,
    private readonly executor: CommandExecutor,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.file = new CredentialsFile(config.dataDir);
  }

  /** `url`: where this server is reached; `seedDirectory` holds the files of the example project. */
  async run(url: string, seedDirectory: string): Promise<StartOutcome> {
    const project = await this.project(seedDirectory);
    const kept = await this.file.read();
    const adminToken = await this.adminToken(kept);
    const made = project === null ? {} : await this.makeKeys(project);
    const fresh = Object.keys(made).length > 0 || adminToken !== (kept?.adminToken ?? null);
    const { path } = this.file;
    if (kept === null && !fresh) return { credentials: null, fresh, path };
    const credentials = { url, adminToken, keys: { ...kept?.keys, ...made } };
    if (fresh || kept?.url !== url) await this.file.write(credentials);
    return { credentials, fresh, path };
  }

  /** Key of the project whose environments get their first keys; on somebody else's database only one just seeded. */
  private async project(seedDirectory: string): Promise<string | null> {
    const seeded = this.config.seed === 'genesis' ? await this.seed.seed(seedDirectory) : null;
    if (seeded !== null) return seeded.project;
    return this.config.databaseUrl === null ? this.repository.onlyProject() : null;
  }

  /** The token that was kept, or a new one where nobody could administer this server otherwise. */
  private async adminToken(kept: Credentials | null): Promise<string | null> {
    const token = kept?.adminToken ?? null;
    const { databaseUrl, adminToken: given } = this.config;
    if (databaseUrl !== null || given !== null) return token;
    if (token !== null && (await this.repository.hasAdmin())) return token;
    const payload = {
      kind: 'personal',
      name: 'first admin',
      grants: [{ role: 'admin', project: null, environment: null }],
    };
    const command = { kind: 'token.create.global', target: {}, baseVersion: null, payload };
    const { result } = await this.executor.execute<CreatedToken>(command, CONTEXT);
    return result.secret;
  }

  /** One key of each kind for every environment that never had one. */
  private async makeKeys(project: string): Promise<Credentials['keys']> {
    const keys: Credentials['keys'] = {};
    for (const environment of await this.repository.environmentsWithoutKeys(project)) {
      keys[environment] = {
        server: await this.makeKey({ project, environment }, 'server'),
        client: await this.makeKey({ project, environment }, 'client'),
      };
    }
    return keys;
  }

  private async makeKey(
    target: { readonly project: string; readonly environment: string },
    kind: 'server' | 'client',
  ): Promise<string> {
    const payload = { kind, name: `first ${kind} key` };
    const command = { kind: 'key.create', target, baseVersion: null, payload };
    const { result } = await this.executor.execute<CreatedSdkKey>(command, CONTEXT);
    return result.secret;
  }
}
