import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** Where the files of one PostgreSQL installation are; absolute paths. */
export interface PostgresBinaries {
  readonly nativeDir: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** The two facts that select a package of binaries, as Node names them. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
}

type ImportModule = (name: string) => Promise<unknown>;

const SUPPORTED = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']);

const importModule: ImportModule = (name) => import(name);

function binariesBelow(nativeDir: string): PostgresBinaries {
  return {
    nativeDir,
    initdb: join(nativeDir, 'bin', 'initdb'),
    postgres: join(nativeDir, 'bin', 'postgres'),
  };
}

function pathOfPostgres(module: unknown): string | undefined {
  const path = (module as { postgres?: unknown } | undefined)?.postgres;
  return typeof path === 'string' ? path : undefined;
}

/** The binaries of the npm package for this platform; throws EmbeddedPostgresError where there is none. */
export async function findBinaries(
  platform: Platform = { os: process.platform, cpu: process.arch },
  load: ImportModule = importModule,
): Promise<PostgresBinaries> {
  const name = `${platform.os}-${platform.cpu}`;
  if (!SUPPORTED.has(name)) {
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for the platform ${name}.`);
  }
  const packageName = `@embedded-postgres/${name}`;
  let path: string | undefined;
  try {
    path = pathOfPostgres(await load(packageName));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The package ${packageName} with the embedded PostgreSQL is not installed (was npm run with --omit=optional?).`,
      { cause },
    );
  }
  if (path === undefined) {
    throw new EmbeddedPostgresError(`The package ${packageName} names no PostgreSQL binary.`);
  }
  const binaries = binariesBelow(dirname(dirname(path)));
  for (const file of [binaries.postgres, binaries.initdb]) {
    await access(file, constants.F_OK).catch((cause: unknown) => {
      throw new EmbeddedPostgresError(`The PostgreSQL binary ${file} is missing.`, { cause });
    });
  }
  return binaries;
}

/** The same binaries in another directory, laid out alike. */
export function binariesIn(nativeDir: string): PostgresBinaries {
  return binariesBelow(nativeDir);
}
