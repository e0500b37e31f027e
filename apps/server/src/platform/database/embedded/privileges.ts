import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A user that PostgreSQL runs as, by number. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

const FALLBACK: Identity = { uid: 65534, gid: 65534 };
const PREFERRED_ACCOUNTS = ['postgres', 'nobody'];

/** The owner of the path or, while it does not exist, of the directory it would be made in. */
async function ownerOf(path: string): Promise<Identity> {
  const entry = await stat(path).catch(() => undefined);
  return entry ?? ownerOf(dirname(path));
}

/** The first of the accounts that this passwd file knows and that is not root; undefined if none is. */
export function accountIn(passwd: string, accounts: readonly string[]): Identity | undefined {
  const rows = passwd.split('\n').map((line) => line.split(':'));
  for (const account of accounts) {
    const row = rows.find(([name]) => name === account);
    const uid = Number(row?.[2]);
    const gid = Number(row?.[3]);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  return undefined;
}

/**
 * Whom PostgreSQL, which refuses to run as root, runs as when this process is root: the owner of the
 * directory (or of where it will be) if that is not root, else an account without rights. Undefined: this process's user.
 */
export async function chooseIdentity(
  directory: string,
  ownUid: number | undefined = process.getuid?.(),
): Promise<Identity | undefined> {
  if (ownUid !== 0) return undefined;
  const { uid, gid } = await ownerOf(directory);
  if (uid !== 0) return { uid, gid };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return accountIn(passwd, PREFERRED_ACCOUNTS) ?? FALLBACK;
}
