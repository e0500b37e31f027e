import type { DeployOptions } from './deploy-options.js';
import { parseGuards, type GuardRequest } from './parse-guard.js';
import { parseNumber } from './parse-number.js';
import { parseSeconds } from './parse-seconds.js';
import { parseStart } from './parse-start.js';

/** Body of the start of a rollout. */
export type StartBody = Readonly<Record<string, unknown>>;

/** Where options that are not plain come from. */
export interface RequestSources {
  readonly now: number;
  readonly fileText: (path: string) => Promise<string>;
}

/** What the options ask of the API; what they leave open is left to the template or the server. */
export async function deployRequest(
  flag: string,
  options: DeployOptions,
  { now, fileText }: RequestSources,
): Promise<StartBody> {
  const { steps, strategy, wait, checkEvery, noDataLimit, startAt, alsoDisable } = options;
  const guards = await guardsFrom(options, fileText);
  return defined({
    flag,
    strategy: strategy ?? (steps === undefined ? undefined : 'custom'),
    steps,
    template: options.template,
    waitSeconds: seconds('--wait', wait),
    checkEverySeconds: seconds('--check-every', checkEvery),
    noDataSeconds: seconds('--no-data-limit', noDataLimit),
    guards,
    rule: options.rule,
    serve: options.serve,
    startAt: startAt === undefined ? undefined : parseStart(startAt, now),
    allowNoData: options.allowNoData,
    alsoDisable: alsoDisable?.flatMap((keys) => keys.split(',').map((key) => key.trim())),
    onRollback: options.onRollback,
  });
}

function seconds(option: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseSeconds(option, text);
}

function defined(body: Record<string, unknown>): StartBody {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** The guards asked for; undefined where nothing was said about any, so that template or server decide. */
async function guardsFrom(
  options: DeployOptions,
  fileText: RequestSources['fileText'],
): Promise<GuardRequest[] | undefined> {
  const { guard = [], guards, errorThreshold, latencyThreshold, readings } = options;
  const further: GuardRequest[] = [];
  for (const text of guard) further.push(...(await parseGuards(text, fileText)));
  if (!guards) return further;
  const said = errorThreshold !== undefined || latencyThreshold !== undefined;
  if (!said && readings === 'telemetry' && further.length === 0) return undefined;
  return [...usualGuards(options), ...further];
}

/** Errors and latency, with thresholds as given; the server's own where none is. */
function usualGuards(options: DeployOptions): GuardRequest[] {
  const source = { kind: options.readings };
  const limit = (option: string, text: string | undefined) =>
    text === undefined ? {} : { threshold: parseNumber(option, text) };
  return [
    {
      id: 'error-rate',
      metric: 'errorRatePercent',
      source,
      ...limit('--error-threshold', options.errorThreshold),
    },
    {
      id: 'latency-p95',
      metric: 'latencyP95Ms',
      source,
      ...limit('--latency-threshold', options.latencyThreshold),
    },
  ];
}
