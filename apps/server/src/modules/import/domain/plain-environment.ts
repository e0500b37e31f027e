import type { ImportedEnvironment } from './import-document.js';

const COLORS = new Map([
  ['development', '#228be6'],
  ['staging', '#fab005'],
  ['production', '#fa5252'],
]);

/** An environment of which only the key is known: named after it, unprotected. */
export function plainEnvironment(key: string): ImportedEnvironment {
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  return { key, name, color: COLORS.get(key) ?? '#868e96', protected: false };
}
