import type { Storage } from '../ports/storage.js';

/** Keeps the text in memory; can be made to fail. */
export class FakeStorage implements Storage {
  text: string | null;
  fails = false;

  constructor(text: string | null = null) {
    this.text = text;
  }

  load(): string | null {
    if (this.fails) throw new Error('disk on fire');
    return this.text;
  }

  save(text: string): Promise<void> {
    if (this.fails) return Promise.reject(new Error('disk on fire'));
    this.text = text;
    return Promise.resolve();
  }
}
