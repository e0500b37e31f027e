import type { Storage as FlagStorage } from '@sluice/sdk-core';

/** Longer caches are not written: local storage holds about 5 MB for all that a site keeps there. */
const MOST_UNITS = 1_000_000;

/** One entry of local storage. A full one, or one that may not be written, fails the save and nothing else. */
export function storageIn(store: Storage, name: string): FlagStorage {
  return {
    load: () => store.getItem(name),
    save: (text) =>
      Promise.resolve().then(() => {
        if (text.length <= MOST_UNITS) store.setItem(name, text);
        else store.removeItem(name);
      }),
  };
}
