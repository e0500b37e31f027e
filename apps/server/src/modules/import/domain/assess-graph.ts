import type { ImportReason } from '@sluice/protocol';
import type { Rule } from '@sluice/evaluator';
import {
  checkGraph,
  flagReferences,
  type FlagDefinition,
  type FlagGraph,
  type GraphFlag,
} from '../../flags/index.js';
import type { Problem } from '../../targeting/index.js';

/** A live flag of the project as it would be after the import. */
export interface FutureFlag {
  readonly key: string;
  readonly definition: Pick<FlagDefinition, 'variants' | 'onShutdown' | 'prerequisites'>;
  /** Rules by environment key; absent where they are malformed and hence left out. */
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
}

/** A problem of the hierarchy, with the flag that has it. */
export interface GraphReason {
  readonly flag: string;
  readonly reason: ImportReason;
}

/** Problems that the `changed` flags bring into the hierarchy of any environment, each told once. */
export function assessGraph(
  flags: readonly FutureFlag[],
  environments: readonly string[],
  changed: ReadonlyMap<string, string>,
): GraphReason[] {
  const told = new Map<string, GraphReason>();
  // Prerequisites hang together also where there is no environment yet.
  for (const environment of environments.length > 0 ? environments : ['']) {
    const graph = graphOf(flags, environment);
    for (const problem of checkGraph(graph, [...changed.keys()])) {
      const flag = flagOf(problem, changed);
      const { code, message } = problem;
      const reason = { code, message, path: changed.get(flag) ?? '' };
      // A cycle is found once from each of its members; its keys in order make it one.
      const identity = code === 'PREREQUISITE_CYCLE' ? cycleIdentity(problem) : message;
      if (!told.has(`${code} ${identity}`)) told.set(`${code} ${identity}`, { flag, reason });
    }
  }
  return [...told.values()];
}

function graphOf(flags: readonly FutureFlag[], environment: string): FlagGraph {
  return new Map(
    flags.map(({ key, definition, rules }): [string, GraphFlag] => [
      key,
      {
        key,
        variants: new Set(Object.keys(definition.variants)),
        onShutdown: definition.onShutdown,
        references: flagReferences(definition.prerequisites, rules.get(environment) ?? []),
      },
    ]),
  );
}

/** The flag a problem is told of: its own where that is imported, else one of the cycle or the parent. */
function flagOf({ details }: Problem, changed: ReadonlyMap<string, string>): string {
  const cycle = Array.isArray(details.cycle) ? (details.cycle as string[]) : [];
  const named = [details.flag, ...cycle, details.parent].filter((key) => typeof key === 'string');
  return named.find((key) => changed.has(key)) ?? named[0] ?? '';
}

function cycleIdentity({ details }: Problem): string {
  const cycle = Array.isArray(details.cycle) ? (details.cycle as string[]) : [];
  return [...new Set(cycle)].sort().join(' ');
}
