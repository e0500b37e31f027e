import {
  isRecord,
  readOverlay,
  readSnapshot,
  type Bootstrap,
  type Logger,
  type User,
} from '@sluice/sdk-core';
import type { ClientOptions } from './client-options.js';

/** Options that make sense. */
export interface CheckedOptions {
  /** Without a trailing slash. */
  readonly url: string;
  readonly key: string;
  readonly user: User | undefined;
  readonly bootstrap: Bootstrap | null;
  readonly stream: boolean;
  readonly cache: boolean;
  readonly overrides: ReadonlyMap<string, boolean | string>;
  readonly keep: ReadonlySet<string>;
  readonly logger: Logger;
  readonly onStateChange: ClientOptions['onStateChange'] | undefined;
}

/** The options, checked; throws a TypeError that says what is wrong with which and what to give instead. */
export function checkedOptions(options: unknown): CheckedOptions {
  if (!isRecord(options)) throw refusal('options', 'an object with at least url and key');
  const given = options as unknown as ClientOptions;
  const logger = checkedLogger(given.logger);
  return {
    url: checkedUrl(given.url),
    key: checkedKey(given.key, logger),
    user: given.user,
    bootstrap: checkedBootstrap(given.bootstrap),
    stream: given.stream !== false,
    cache: given.cache !== false,
    overrides: checkedOverrides(given.overrides),
    keep: new Set(given.keep),
    logger,
    onStateChange: given.onStateChange,
  };
}

function checkedUrl(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  if (!/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/i.test(text))
    throw refusal('url', "the address of the Sluice server, as 'https://flags.example.com'");
  return text.replace(/\/+$/, '');
}

/** The value is never repeated: it may be a secret. */
function checkedKey(value: unknown, logger: Logger): string {
  if (typeof value === 'string' && /^slu_cli_[\x21-\x7e]+$/.test(value)) return value;
  const isSecret = typeof value === 'string' && /^slu_(srv|pat|svc)_/.test(value);
  const error = refusal(
    'key',
    isSecret
      ? 'a client key (slu_cli_…). This one is a secret of servers: whoever sees this page can read it, so revoke it'
      : 'a client key of the environment, which begins with slu_cli_',
  );
  if (isSecret) logger.error(error.message);
  throw error;
}

function checkedBootstrap(value: unknown): Bootstrap | null {
  if (value === undefined) return null;
  const body = isRecord(value) && 'snapshot' in value ? value : { snapshot: value };
  const snapshot = readSnapshot(body.snapshot);
  if (snapshot === null)
    throw refusal('bootstrap', 'a snapshot, as GET /sdk/v1/snapshot answers it');
  return { snapshot, overlay: readOverlay('overlay' in body ? body.overlay : null) };
}

function checkedOverrides(value: unknown = {}): ReadonlyMap<string, boolean | string> {
  const entries = isRecord(value) ? Object.entries(value) : [[]];
  if (
    !entries.every(([, override]) => typeof override === 'boolean' || typeof override === 'string')
  )
    throw refusal('overrides', 'an object of flag key to true, false or the name of a variant');
  return new Map(entries as [string, boolean | string][]);
}

function checkedLogger(value: unknown = console): Logger {
  const logger = value as Logger | null;
  if (
    ['info', 'warn', 'error'].every(
      (level) => typeof logger?.[level as keyof Logger] === 'function',
    )
  )
    return value as Logger;
  throw refusal('logger', 'functions info, warn and error');
}

function refusal(name: string, expected: string): TypeError {
  return new TypeError(`createClient: \`${name}\` does not fit. Give ${expected}.`);
}
