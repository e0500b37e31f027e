import type { Storage as FlagStorage } from '@sluice/sdk-core';

/** Longer caches are not written: local storage holds about 5 MB for all that a site keeps there. */
const MOST_UNITS = 1_000_000;

/** One entry of local storage; null where there is none, as in a worker or where the user forbids it. */
export function localStorageAt(name: string): FlagStorage | null {
  const storage = availableStorage();
  if (storage === null) return null;
  return {
    load: () => storage.getItem(name),
    save: (text) =>
      Promise.resolve().then(() => {
        if (text.length <= MOST_UNITS) storage.setItem(name, text);
        else storage.removeItem(name);
      }),
  };
}

function availableStorage(): Storage | null {
  try {
    return (globalThis as { localStorage?: Storage }).localStorage ?? null;
  } catch {
    return null;
  }
}
