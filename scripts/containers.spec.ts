import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { VARIABLES } from '../apps/server/src/config/variables.js';

const root = join(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** Instructions of a Dockerfile, with continued lines joined. */
function instructions(text: string): readonly (readonly [string, string])[] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', ...rest] = line.split(/\s+/);
      return [name, rest.join(' ')] as const;
    });
}

/** What .dockerignore lets into the build, as it is written here: all is shut, some is opened. */
function isInContext(path: string): boolean {
  const opened = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  return opened.some((name) => path === name || path.startsWith(`${name}/`));
}

const compose = parse(read('docker-compose.yml')) as Compose;
const { server, postgres } = compose.services as { server: Service; postgres: Service };
const dockerfile = instructions(read('Dockerfile'));
const all = (name: string) =>
  dockerfile.filter(([found]) => found === name).map(([, rest]) => rest);
const lastStage = dockerfile.slice(dockerfile.map(([name]) => name).lastIndexOf('FROM'));
const inLastStage = (name: string) =>
  lastStage.filter(([found]) => found === name).map(([, rest]) => rest);

describe('docker-compose.yml', () => {
  it('runs the server and a PostgreSQL 17', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['postgres', 'server']);
    expect(server.build).toBe('.');
    expect(postgres.image).toMatch(/^postgres:17\./);
  });

  it('pins every image', () => {
    const images = Object.values(compose.services).map(({ image }) => image);
    for (const image of images) expect(image).toMatch(/^[a-z-]+:\d+\.\d+(\.\d+)?/);
  });

  it('checks the health of both, and starts the server when the database is ready', () => {
    expect(server.healthcheck?.test.join(' ')).toContain('/ready');
    expect(postgres.healthcheck?.test.join(' ')).toContain('pg_isready');
    expect(server.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  });

  it('sets only variables that the server knows', () => {
    const unknown = Object.keys(server.environment).filter(
      (name) => !Object.hasOwn(VARIABLES, name),
    );
    expect(unknown).toEqual([]);
    expect(server.environment.DATABASE_URL).toMatch(
      /^postgres:\/\/sluice:.*@postgres:5432\/sluice$/,
    );
  });

  it('asks for the secrets that have no sound default', () => {
    expect(server.environment.SLUICE_ADMIN_TOKEN).toMatch(/^\$\{SLUICE_ADMIN_TOKEN:\?/);
    expect(server.environment.SLUICE_AUDIT_KEY).toMatch(/^\$\{SLUICE_AUDIT_KEY:\?/);
  });

  it('declares every volume it mounts, and keeps the data of both', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes);
    const names = mounted.map((volume) => volume.split(':')[0]);
    expect(names.sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(mounted).toContain('server-data:/var/lib/sluice');
    expect(mounted).toContain('postgres-data:/var/lib/postgresql/data');
  });
});

describe('Dockerfile', () => {
  it('has several stages, each from a pinned image of Node 22', () => {
    const bases = all('FROM');
    expect(bases.length).toBeGreaterThan(1);
    for (const base of bases) expect(base).toMatch(/^node:22\.\d+-[a-z]+-slim( AS \w+)?$/);
  });

  it('runs as an ordinary user', () => {
    const [user] = inLastStage('USER').slice(-1);
    expect(user).toBe('node');
  });

  it('asks /ready for its health', () => {
    expect(inLastStage('HEALTHCHECK').join(' ')).toContain('/ready');
  });

  it('copies only what exists and is let into the build', () => {
    const sources = all('COPY')
      .filter((rest) => !rest.includes('--from='))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect({ source, exists: existsSync(join(root, source)) }).toEqual({ source, exists: true });
      expect({ source, inContext: isInContext(source) }).toEqual({ source, inContext: true });
    }
  });

  it('copies every workspace that the server needs, and only from stages that exist', () => {
    const stages = all('FROM').map((base) => / AS (\w+)$/.exec(base)?.[1]);
    const copies = inLastStage('COPY');
    for (const copy of copies) {
      const stage = /--from=(\w+)/.exec(copy)?.[1];
      if (stage) expect(stages).toContain(stage);
    }
    const { dependencies } = JSON.parse(read('apps/server/package.json')) as {
      dependencies: Record<string, string>;
    };
    const needed = Object.keys(dependencies).filter((name) => name.startsWith('@sluice/'));
    for (const name of needed) {
      const folder = name.replace('@sluice/', 'packages/');
      expect(copies.join('\n')).toContain(`${folder}/dist ${folder}/dist`);
      expect(copies.join('\n')).toContain(`${folder}/package.json ${folder}/package.json`);
    }
  });

  it('sets only variables that the server or Node knows', () => {
    const names = [
      ...inLastStage('ENV')
        .join(' ')
        .matchAll(/(\w+)=/g),
    ].map(([, name]) => name!);
    const unknown = names.filter((name) => name !== 'NODE_ENV' && !Object.hasOwn(VARIABLES, name));
    expect(names).toContain('SLUICE_DATA_DIR');
    expect(unknown).toEqual([]);
  });

  it('starts what the build makes', () => {
    expect(inLastStage('CMD').join('')).toContain('/app/apps/server/dist/apps/server/src/main.js');
    expect(existsSync(join(root, 'apps/server/src/main.ts'))).toBe(true);
  });
});
