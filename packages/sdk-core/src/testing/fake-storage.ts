import type { Storage } from '../ports/storage.js';

/** Keeps the text in memory; can be made to fail, or to never end. */
export class FakeStorage implements Storage {
  text: string | null;
  fails = false;
  hangs = false;

  constructor(text: string | null = null) {
    this.text = text;
  }

  load(): string | null {
    if (this.fails) throw new Error('disk on fire');
    return this.text;
  }

  save(text: string): Promise<void> {
    if (this.fails) return Promise.reject(new Error('disk on fire'));
    if (this.hangs) return new Promise(() => undefined);
    this.text = text;
    return Promise.resolve();
  }
}
