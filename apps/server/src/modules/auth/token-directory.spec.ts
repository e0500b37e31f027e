import type { Logger } from '../../platform/logging/index.js';
import { hashSecret } from './hash-secret.js';
import { TokenDirectory } from './token-directory.js';
import type { TokenRecord } from './token-record.js';
import type { TokenRepository } from './token.repository.js';

const NOW = new Date(0);
const record = (secret: string): TokenRecord => ({
  id: secret,
  name: secret,
  hash: hashSecret(secret),
  expiresAt: null,
  grants: [],
});

/** Answers each read when it is told to, with what was stored when it was asked. */
class FakeRepository {
  stored: TokenRecord[] = [];
  readonly answers: (() => void)[] = [];

  all = (): Promise<TokenRecord[]> => this.#later([...this.stored]);

  byHash = (hash: Buffer): Promise<TokenRecord | null> =>
    this.#later(this.stored.find((one) => one.hash.equals(hash)) ?? null);

  #later<T>(answer: T): Promise<T> {
    return new Promise((resolve) => this.answers.push(() => resolve(answer)));
  }
}

let repository: FakeRepository;
let directory: TokenDirectory;
const isKnown = async (): Promise<boolean> =>
  (await directory.find('bot', NOW, () => undefined)) !== null;

beforeEach(async () => {
  repository = new FakeRepository();
  directory = new TokenDirectory(
    repository as unknown as TokenRepository,
    { debug: () => undefined } as unknown as Logger,
  );
  repository.stored = [record('bot')];
  const begun = directory.refresh();
  repository.answers[0]?.();
  await begun;
});

it('a token is gone once the refresh after its revocation has ended, whatever was begun meanwhile', async () => {
  repository.stored = [];
  const own = directory.refresh();
  void directory.refresh();
  repository.answers[1]?.();
  await own;
  const asked = isKnown();
  repository.answers[3]?.();
  expect(await asked).toBe(false);
});

it('an older answer does not take the place of a newer one', async () => {
  const older = directory.refresh();
  repository.stored = [];
  const newer = directory.refresh();
  repository.answers[2]?.();
  await newer;
  repository.answers[1]?.();
  await older;
  const asked = isKnown();
  repository.answers[3]?.();
  expect(await asked).toBe(false);
});

it('a token that was looked up before it was revoked does not come back', async () => {
  repository.stored = [];
  const emptied = directory.refresh();
  repository.answers[1]?.();
  await emptied;
  repository.stored = [record('bot')];
  const asked = isKnown();
  repository.stored = [];
  const refreshed = directory.refresh();
  repository.answers[3]?.();
  await refreshed;
  repository.answers[2]?.();
  expect(await asked).toBe(false);
});

it('a new token is known though a read from before it ends after it was looked up', async () => {
  repository.stored = [];
  const before = directory.refresh();
  repository.stored = [record('bot'), record('new')];
  const asked = directory.find('new', NOW, () => undefined);
  repository.answers[1]?.();
  await before;
  repository.answers[2]?.();
  expect(await asked).not.toBeNull();
});
