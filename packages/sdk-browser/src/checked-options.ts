import { guardLogger, isRecord, type Logger } from '@sluice/sdk-core';
import type { ClientOptions } from './client-options.js';
import { heldIn, type Held } from './held.js';

/** Options that make sense. */
export interface CheckedOptions extends Omit<ClientOptions, 'bootstrap' | 'overrides'> {
  /** Without a trailing slash. */
  readonly url: string;
  /** Its overlay is whatever was given. */
  readonly bootstrap: Held | null;
  readonly overrides: ReadonlyMap<string, boolean | string>;
  /** Throws nothing. */
  readonly logger: Logger;
}

/** The options, checked; throws a TypeError that says what is wrong with which and what to give instead. */
export function checkedOptions(options: unknown): CheckedOptions {
  demand(isRecord(options), 'options', '{ url, key }');
  const given = options as unknown as ClientOptions;
  const { url, key, keep = [], bootstrap, overrides = {}, logger: said = console } = given;
  const isAddress = typeof url === 'string' && /^https?:\/\/[^\s?#@]+$/i.test(url);
  demand(isAddress, 'url', 'an address as https://flags.example.com');
  demand(Array.isArray(keep), 'keep', 'flag keys');
  demand(typeof said?.warn === 'function', 'logger', '{ info, warn, error }');
  const logger = guardLogger(said);
  if (/^slu_(srv|pat|svc)_/.test(key))
    logger.error('Sluice: this page gives a secret key away. Revoke it.');
  demand(/^slu_cli_[\x21-\x7e]+$/.test(key), 'key', 'a client key (slu_cli_…)');
  const values = isRecord(overrides) ? Object.values(overrides) : [null];
  const areOverrides = values.every((value) => /^(boolean|string)$/.test(typeof value));
  demand(areOverrides, 'overrides', 'flag keys with booleans or variants');
  const isBody = isRecord(bootstrap) && 'snapshot' in bootstrap;
  const held = heldIn(isBody ? bootstrap : { snapshot: bootstrap });
  demand(
    bootstrap === undefined || held !== null,
    'bootstrap',
    'what GET /sdk/v1/snapshot answers',
  );
  return {
    ...given,
    url: url.replace(/\/+$/, ''),
    bootstrap: held,
    overrides: new Map(Object.entries(overrides)),
    logger,
  };
}

/** The value is never repeated: it may be a secret. */
function demand(fits: boolean, name: string, expected: string): asserts fits {
  if (!fits) throw new TypeError(`createClient: \`${name}\` must be ${expected}.`);
}
