import { isRecord, readOverlay, readSnapshot, type Bootstrap, type Logger } from '@sluice/sdk-core';
import type { ClientOptions } from './client-options.js';

/** Options that make sense. */
export interface CheckedOptions {
  /** Without a trailing slash. */
  readonly url: URL;
  readonly key: string;
  readonly kind: 'server' | 'client';
  readonly cacheDir: string | null;
  readonly bootstrap: Bootstrap | null;
  readonly overrides: ReadonlyMap<string, boolean | string>;
  readonly keep: ReadonlySet<string>;
  readonly pollOnly: boolean;
  readonly logger: Logger;
  readonly onStateChange: ClientOptions['onStateChange'] | null;
}

/** The options, checked; throws a TypeError that says what is wrong with which and what to give instead. */
export function checkedOptions(options: unknown): CheckedOptions {
  if (!isRecord(options)) throw refusal('options', options, 'an object with at least url and key');
  const key = checkedKey(options.key);
  return {
    url: checkedUrl(options.url),
    key,
    kind: key.startsWith('slu_cli_') ? 'client' : 'server',
    cacheDir: optional(options.cacheDir, isText, 'cacheDir', 'the path of a directory') ?? null,
    bootstrap: checkedBootstrap(options.bootstrap),
    overrides: checkedOverrides(options.overrides),
    keep: new Set(optional(options.keep, isTextList, 'keep', 'an array of flag keys')),
    pollOnly: optional(options.pollOnly, isBoolean, 'pollOnly', 'true or false') ?? false,
    logger:
      optional(options.logger, isLogger, 'logger', 'functions info, warn and error') ?? console,
    onStateChange:
      optional(options.onStateChange, isListener, 'onStateChange', 'a function') ?? null,
  };
}

function checkedUrl(value: unknown): URL {
  const expected = "the address of the Sluice server, as 'https://flags.example.com'";
  if (!isText(value) || !URL.canParse(value)) throw refusal('url', value, expected);
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refusal('url', value, expected);
  if (url.username !== '' || url.password !== '')
    throw new TypeError(
      'createClient: `url` must not hold credentials; the SDK key goes in `key`.',
    );
  return new URL(url.origin + url.pathname.replace(/\/+$/, ''));
}

/** The value is never repeated: it is a secret. */
function checkedKey(value: unknown): string {
  const expected = 'Give an SDK key of the environment, which begins with slu_srv_ or slu_cli_.';
  if (!isText(value) || /[^\x21-\x7e]/.test(value))
    throw new TypeError(`createClient: \`key\` is missing or no plain text. ${expected}`);
  if (value.startsWith('slu_pat_') || value.startsWith('slu_svc_'))
    throw new TypeError(`createClient: \`key\` is an access token for administration. ${expected}`);
  return value;
}

function checkedBootstrap(value: unknown): Bootstrap | null {
  if (value === undefined) return null;
  const body = isRecord(value) && 'snapshot' in value ? value : { snapshot: value };
  const snapshot = readSnapshot(body.snapshot);
  if (snapshot === null)
    throw refusal('bootstrap', value, 'a snapshot, as GET /sdk/v1/snapshot answers it');
  return { snapshot, overlay: readOverlay('overlay' in body ? body.overlay : null) };
}

function checkedOverrides(value: unknown): ReadonlyMap<string, boolean | string> {
  const record = optional(
    value,
    isRecord,
    'overrides',
    'an object of flag key to boolean or variant',
  );
  const overrides = new Map<string, boolean | string>();
  for (const [key, override] of Object.entries(record ?? {})) {
    if (typeof override !== 'boolean' && typeof override !== 'string')
      throw refusal(`overrides.${key}`, override, 'true, false or the name of a variant');
    overrides.set(key, override);
  }
  return overrides;
}

function optional<T>(
  value: unknown,
  fits: (value: unknown) => value is T,
  name: string,
  expected: string,
): T | undefined {
  if (value === undefined || fits(value)) return value;
  throw refusal(name, value, expected);
}

function refusal(name: string, value: unknown, expected: string): TypeError {
  return new TypeError(`createClient: \`${name}\` is ${shown(value)}. Give ${expected}.`);
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100));
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'an array' : 'an object of another kind';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? 'null' : `a ${typeof value}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isLogger(value: unknown): value is Logger {
  if (typeof value !== 'object' || value === null) return false;
  return ['info', 'warn', 'error'].every(
    (level) => typeof (value as Record<string, unknown>)[level] === 'function',
  );
}

function isListener(value: unknown): value is NonNullable<ClientOptions['onStateChange']> {
  return typeof value === 'function';
}
