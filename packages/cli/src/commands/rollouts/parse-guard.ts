import { usageError } from '../../command/cli-error.js';

/** A guard as the API takes it; the server says what is wrong with it. */
export type GuardRequest = Readonly<Record<string, unknown>>;

const ADVICE =
  'Like "cost=prometheus:main:sum(llm_cost_usd) > 50", "alive=http:https://shop.example/health", "errors=push:errorRatePercent > 1", JSON, or @file with JSON.';

// [id=]source:rest [then action]
const SHAPE =
  /^(?:([A-Za-z0-9][\w-]*)=)?(telemetry|push|prometheus|http):(.+?)(?:\s+then\s+(rollback|step-back|pause))?$/s;
const LIMIT = /^(.*?)\s*([<>])\s*(-?\d+(?:\.\d+)?)$/s;

/** The guards in one `--guard`: JSON of one or several, or the short form; `fileText` reads an `@file`. */
export async function parseGuards(
  text: string,
  fileText: (path: string) => Promise<string>,
): Promise<GuardRequest[]> {
  const given = text.startsWith('@') ? await fileText(text.slice(1)) : text;
  const trimmed = given.trim();
  if (/^[[{]/.test(trimmed)) return fromJson(trimmed);
  return [fromShort(trimmed)];
}

function fromJson(text: string): GuardRequest[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw usageError(`--guard is no JSON: ${(error as Error).message}`, ADVICE);
  }
  return Array.isArray(value) ? (value as GuardRequest[]) : [value as GuardRequest];
}

function fromShort(text: string): GuardRequest {
  const [, id, kind, rest = '', action] = SHAPE.exec(text) ?? [];
  if (kind === undefined) throw usageError(`--guard ${text} is no guard.`, ADVICE);
  const named = { ...(id !== undefined && { id }), ...(action !== undefined && { action }) };
  if (kind === 'http') return { ...named, metric: 'failures', source: { kind, url: rest } };
  const [, subject = '', sign, threshold] = LIMIT.exec(rest) ?? [];
  if (threshold === undefined)
    throw usageError(`--guard ${text} has no limit: end it with > NUMBER or < NUMBER.`, ADVICE);
  const limit = { comparison: sign === '>' ? 'above' : 'below', threshold: Number(threshold) };
  if (kind !== 'prometheus')
    return { ...named, metric: subject.trim(), source: { kind }, ...limit };
  const at = subject.indexOf(':');
  if (at < 1)
    throw usageError(
      `--guard ${text} names no Prometheus server: write prometheus:SERVER:QUERY > NUMBER.`,
      'SERVER is a name in SLUICE_PROMETHEUS of the server.',
    );
  const source = { kind, server: subject.slice(0, at), query: subject.slice(at + 1).trim() };
  return { ...named, metric: 'value', source, ...limit };
}
