import {
  booleanWordOf,
  FLAG_VARIABLE_PREFIX,
  resolveOverride,
  SHUTDOWN_VARIABLE,
  type LocalOverride,
  type LocalState,
  type OverridableFlag,
} from '@sluice/evaluator';
import { isRecord } from '../wire/is-record.js';
import { localShutdown } from './local-shutdown.js';
import { SOURCE_NAMES, type OverrideSources } from './override-sources.js';
import type { VariableIndex } from './variable-index.js';

/** The flags that overrides are resolved against. */
export interface FlagDirectory {
  readonly index: VariableIndex;
  /** The wire form of a flag, unchecked; undefined for an unknown key. */
  flag(key: string): unknown;
}

type Chosen = Map<string, LocalOverride>;
type Warn = (message: string) => void;

/** Shutdown and overrides in force in this process: file before environment before code. What is ignored is warned about. */
export function resolveLocal(
  sources: OverrideSources,
  flags: FlagDirectory,
  warn: Warn,
): Required<LocalState> {
  const chosen: Chosen = new Map();
  for (const source of ['file', 'env'] as const)
    for (const key of candidateKeys(source, sources[source], flags.index, warn))
      chooseVariable(key, { source, variables: sources[source], flags, chosen }, warn);
  for (const [key, value] of sources.code) chooseCode(key, value, { flags, chosen, warn });
  return { shutdown: localShutdown(sources, warn), overrides: Object.fromEntries(chosen) };
}

function candidateKeys(
  source: 'file' | 'env',
  variables: ReadonlyMap<string, string>,
  index: VariableIndex,
  warn: Warn,
): ReadonlySet<string> {
  const candidates = new Set<string>();
  for (const name of variables.keys()) {
    const prefixed = name.startsWith(FLAG_VARIABLE_PREFIX);
    const keys = index.keysOf(prefixed ? name.slice(FLAG_VARIABLE_PREFIX.length) : name);
    if (prefixed && keys.length === 0)
      warn(`${name} in ${SOURCE_NAMES[source]} is ignored: no flag here has that name.`);
    if (keys.length > 1)
      warn(
        `${name} in ${SOURCE_NAMES[source]} stands for several flags (${keys.join(', ')}), which are all overridden. Override one in code, or rename them.`,
      );
    for (const key of keys) candidates.add(key);
  }
  return candidates;
}

interface Choice {
  readonly source: 'file' | 'env';
  readonly variables: ReadonlyMap<string, string>;
  readonly flags: FlagDirectory;
  readonly chosen: Chosen;
}

function chooseVariable(key: string, choice: Choice, warn: Warn): void {
  const { source, variables, flags, chosen } = choice;
  const flag = overridable(key, flags.flag(key));
  const resolved = flag && resolveOverride(flag, variables);
  if (flag === null || resolved === null) return;
  if (resolved.variant === null) warn(refusal(resolved.variable, source, flag));
  else if (!chosen.has(key)) chosen.set(key, { variant: resolved.variant, source });
}

/** Without the value: a variable of the same name may hold a secret of another program. */
function refusal(variable: string, source: 'file' | 'env', flag: OverridableFlag): string {
  const prefixed = variable.startsWith(FLAG_VARIABLE_PREFIX);
  if (!prefixed && flag.type !== 'boolean')
    return `${variable} in ${SOURCE_NAMES[source]} does not override flag ${flag.key}: a bare name is for boolean flags only. Use ${FLAG_VARIABLE_PREFIX}${variable}.`;
  const allowed = prefixed
    ? `one of the variants ${Object.keys(flag.variants).slice(0, 10).join(', ')}`
    : 'true, false, 1, 0, on, off, yes or no';
  return `${variable} in ${SOURCE_NAMES[source]} does not override flag ${flag.key}: its value is not ${allowed}.`;
}

function chooseCode(
  key: string,
  value: boolean | string,
  { flags, chosen, warn }: { flags: FlagDirectory; chosen: Chosen; warn: Warn },
): void {
  if (key === SHUTDOWN_VARIABLE || chosen.has(key)) return;
  const flag = overridable(key, flags.flag(key));
  const variant = flag && codeVariant(flag, value);
  if (flag === null) warn(`The option \`overrides\` names ${key}, but no flag here has that key.`);
  else if (variant === null)
    warn(
      `The option \`overrides\` gives flag ${key} a variant it does not have. It has ${Object.keys(flag.variants).slice(0, 10).join(', ')}.`,
    );
  else chosen.set(key, { variant, source: 'code' });
}

function codeVariant(flag: OverridableFlag, value: boolean | string): string | null {
  if (typeof value === 'string' && Object.keys(flag.variants).includes(value)) return value;
  const word = typeof value === 'boolean' ? value : booleanWordOf(value);
  return word === null || flag.type !== 'boolean' ? null : word ? 'on' : 'off';
}

function overridable(key: string, flag: unknown): OverridableFlag | null {
  if (!isRecord(flag) || !isRecord(flag.variants)) return null;
  return { key, type: flag.type as OverridableFlag['type'], variants: flag.variants };
}
