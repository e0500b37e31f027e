import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
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

type Locate = (packageName: string) => Promise<string>;

const SUPPORTED = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']);

/** The path of its `postgres`, which is what such a package exports. */
const locate: Locate = async (packageName) => {
  try {
    const { postgres } = (await import(packageName)) as { postgres: string };
    return postgres;
  } catch {
    // A CommonJS runtime such as Jest cannot load these modules, but it can find them.
    const module = createRequire(join(process.cwd(), 'package.json')).resolve(packageName);
    return join(dirname(dirname(module)), 'native', 'bin', 'postgres');
  }
};

function binariesBelow(nativeDir: string): PostgresBinaries {
  return {
    nativeDir,
    initdb: join(nativeDir, 'bin', 'initdb'),
    postgres: join(nativeDir, 'bin', 'postgres'),
  };
}

/** The binaries of the npm package for this platform; throws EmbeddedPostgresError where there is none. */
export async function findBinaries(
  platform: Platform = { os: process.platform, cpu: process.arch },
  locatePostgres: Locate = locate,
): Promise<PostgresBinaries> {
  const name = `${platform.os}-${platform.cpu}`;
  if (!SUPPORTED.has(name)) {
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for the platform ${name}.`);
  }
  const packageName = `@embedded-postgres/${name}`;
  const path = await locatePostgres(packageName).catch((cause: unknown) => {
    throw new EmbeddedPostgresError(
      `The package ${packageName} with the embedded PostgreSQL is not installed (was npm run with --omit=optional?).`,
      { cause },
    );
  });
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
