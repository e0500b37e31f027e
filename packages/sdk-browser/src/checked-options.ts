import { guardLogger, isRecord, readSnapshot, type Logger } from '@sluice/sdk-core';
import type { ClientOptions } from './client-options.js';
import type { Held } from './page-engine.js';

/** Options that make sense. */
export interface CheckedOptions extends Pick<ClientOptions, 'user' | 'onStateChange'> {
  /** Without a trailing slash. */
  readonly url: string;
  readonly key: string;
  /** Its overlay is whatever was given. */
  readonly bootstrap: Held | null;
  readonly stream: boolean;
  readonly cache: boolean;
  readonly overrides: ReadonlyMap<string, boolean | string>;
  readonly keep: ReadonlySet<string>;
  readonly logger: Logger;
}

/** The options, checked; throws a TypeError that says what is wrong with which and what to give instead. */
export function checkedOptions(options: unknown): CheckedOptions {
  demand(isRecord(options), 'options', 'an object with url and key');
  const given = options as unknown as ClientOptions;
  const { url, key, bootstrap, overrides = {}, stream, cache } = given;
  demand(/^https?:\/\/[^\s?#@]+$/i.test(url), 'url', 'an address as https://flags.example.com');
  const said = given.logger ?? console;
  demand(typeof said.warn === 'function', 'logger', '{ info, warn, error }');
  const logger = guardLogger(said);
  if (/^slu_(srv|pat|svc)_/.test(key))
    logger.error('Sluice: this page gives a secret key away. Revoke it.');
  demand(/^slu_cli_[\x21-\x7e]+$/.test(key), 'key', 'a client key (slu_cli_…)');
  const values = isRecord(overrides) ? Object.values(overrides) : [null];
  const areOverrides = values.every((value) => /^(boolean|string)$/.test(typeof value));
  demand(areOverrides, 'overrides', 'flag keys with booleans or variants');
  return {
    ...given,
    url: url.replace(/\/+$/, ''),
    bootstrap: checkedBootstrap(bootstrap),
    stream: stream !== false,
    cache: cache !== false,
    overrides: new Map(Object.entries(overrides)),
    keep: new Set(given.keep),
    logger,
  };
}

function checkedBootstrap(value: unknown): Held | null {
  if (value === undefined) return null;
  const body = isRecord(value) && 'snapshot' in value ? value : { snapshot: value, overlay: null };
  const snapshot = readSnapshot(body.snapshot);
  demand(snapshot !== null, 'bootstrap', 'what GET /sdk/v1/snapshot answers');
  return { snapshot, overlay: body.overlay };
}

/** The value is never repeated: it may be a secret. */
function demand(fits: boolean, name: string, expected: string): asserts fits {
  if (!fits) throw new TypeError(`createClient: \`${name}\` must be ${expected}.`);
}
