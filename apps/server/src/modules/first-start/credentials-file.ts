import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { credentialsSchema, type Credentials } from './credentials.js';

/** `credentials.json` in the data directory, readable by its owner only. */
export class CredentialsFile {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'credentials.json');
  }

  /** What was kept, or `null` where there is no such file or it is not one of ours. */
  async read(): Promise<Credentials | null> {
    try {
      const parsed = credentialsSchema.safeParse(JSON.parse(await readFile(this.path, 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  /** Replaces the file at once, so that no reader ever sees half of it. */
  async write(credentials: Credentials): Promise<void> {
    const draft = `${this.path}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
    await chmod(draft, 0o600);
    await rename(draft, this.path);
  }
}
