import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';

/** Writes a text so that a reader finds all of it or what was there before; mode 0600. */
export async function writeCheckedFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${checksumOf(text)}\n${text}`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The text of such a file; `null` where it is missing, cut off or altered. */
export async function readCheckedFile(path: string): Promise<string | null> {
  const content = await readFile(path, 'utf8').catch(() => null);
  if (content === null) return null;
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  return content.slice(0, end) === checksumOf(text) ? text : null;
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
