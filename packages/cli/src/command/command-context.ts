import type { Environment } from '@sluice/protocol';
import { ApiClient } from '../api/api-client.js';
import { defaultEnvironment, type Purpose } from '../config/resolve-environment.js';
import { resolveProject } from '../config/resolve-project.js';
import { resolveServer, type ResolvedServer } from '../config/resolve-server.js';
import { pathOf } from '../api/api-request.js';
import { setting } from '../config/setting.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { askYesOrNo, canAsk } from '../terminal/prompt.js';
import { t } from '../terminal/text.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-codes.js';
import type { GlobalOptions } from './global-options.js';
import { repeatedOptions } from './repeated-options.js';

/** What a command is given: where to speak, whom to ask, and what it works on. Everything is found when first asked for. */
export class CommandContext {
  readonly io: Io;
  readonly out: Output;
  readonly globals: GlobalOptions;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  #server: ResolvedServer | undefined;
  #api: ApiClient | undefined;
  #project: Promise<string> | undefined;
  #environments: Promise<Environment[]> | undefined;
  readonly #defaults = new Map<Purpose, string>();

  constructor(io: Io, globals: GlobalOptions) {
    this.io = io;
    this.globals = globals;
    this.signal = io.signal;
    this.out = new Output(io, { json: globals.json === true, color: globals.color });
  }

  /** The server this command talks to. Exit code 2 where none is configured. */
  get server(): ResolvedServer {
    this.#server ??= resolveServer(this.globals, this.io);
    return this.#server;
  }

  /** The API of that server. */
  get api(): ApiClient {
    this.#api ??= new ApiClient(this.server, this.signal);
    return this.#api;
  }

  /** The global options that a shown command has to repeat, each after a blank; empty where none was given. */
  get repeated(): string {
    return repeatedOptions(this.globals, this.io.env);
  }

  /** Key of the project: `--project`, SLUICE_PROJECT, the profile's, the only one. */
  project(): Promise<string> {
    const { globals, io } = this;
    const named = globals.project ?? setting(io.env, 'SLUICE_PROJECT') ?? this.server.project;
    this.#project ??= resolveProject(named, this.api);
    return this.#project;
  }

  /** Key of the environment as named by `--env`, SLUICE_ENV or the profile; undefined where none is. */
  namedEnvironment(): string | undefined {
    const { globals, io } = this;
    return globals.env ?? setting(io.env, 'SLUICE_ENV') ?? this.server.environment;
  }

  /** Key of the environment: as named, else by {@link defaultEnvironment}. A default chosen among several is said on stderr. */
  async environment(purpose: Purpose): Promise<string> {
    const named = this.namedEnvironment() ?? this.#defaults.get(purpose);
    if (named !== undefined) return named;
    const all = await this.environments();
    const chosen = defaultEnvironment(all, purpose);
    this.#defaults.set(purpose, chosen);
    if (all.length > 1)
      this.out.note(this.out.notePaint.dim(`environment ${chosen} (choose with --env)`));
    return chosen;
  }

  /** Every environment of the project, by position. */
  async environments(): Promise<Environment[]> {
    this.#environments ??= this.project().then(
      async (project) =>
        (await this.api.list<Environment>(pathOf`/projects/${project}/environments`)).items,
    );
    return this.#environments;
  }

  /** `/projects/<project>` */
  async projectPath(): Promise<string> {
    return pathOf`/projects/${await this.project()}`;
  }

  /** `/projects/<project>/environments/<environment>` */
  async environmentPath(purpose: Purpose): Promise<string> {
    const project = await this.project();
    return pathOf`/projects/${project}/environments/${await this.environment(purpose)}`;
  }

  /** Goes on only after a yes: `--yes`, or the answer on a terminal. Otherwise exit code 4, or 2 where nobody can be asked. */
  async confirm(question: string): Promise<void> {
    if (this.globals.yes === true) return;
    if (!canAsk(this.io)) {
      throw new CliError(`${question} Nobody can be asked here.`, {
        exitCode: EXIT.usage,
        advice: 'Say --yes if that is meant.',
      });
    }
    if (!(await askYesOrNo(this.io, t`${question}`.ansi))) {
      throw new CliError('Nothing was changed.', { exitCode: EXIT.refused });
    }
  }
}
