import type { Condition, Prerequisite, Rule } from '@sluice/evaluator';

/** One flag named by another. */
export interface FlagReference {
  readonly flag: string;
  readonly via: 'prerequisite' | 'condition';
  readonly state?: 'on' | 'off';
  readonly variants?: readonly string[];
}

/** A live flag as the graph of one environment sees it. */
export interface GraphFlag {
  readonly key: string;
  readonly variants: ReadonlySet<string>;
  readonly onShutdown: 'off' | 'keep';
  /** Prerequisites and flag conditions, each occurrence counted. */
  readonly references: readonly FlagReference[];
}

/** The live flags of a project as they hang together in one environment, by key. */
export type FlagGraph = ReadonlyMap<string, GraphFlag>;

/** Every flag reference of a flag, in order, repeated as often as it occurs; conditions must be well-formed. */
export function flagReferences(
  prerequisites: readonly Prerequisite[],
  rules: readonly Rule[],
): FlagReference[] {
  const references: FlagReference[] = prerequisites.map((parent) =>
    referenceOf(parent, 'prerequisite'),
  );
  const visit = (condition: Condition): void => {
    if ('flag' in condition) references.push(referenceOf(condition, 'condition'));
    else if ('all' in condition) condition.all.forEach(visit);
    else if ('any' in condition) condition.any.forEach(visit);
    else if ('not' in condition) visit(condition.not);
  };
  for (const rule of rules) rule.conditions.forEach(visit);
  return references;
}

function referenceOf(
  { flag, state, variants }: Prerequisite,
  via: FlagReference['via'],
): FlagReference {
  return {
    flag,
    via,
    ...(state !== undefined && { state }),
    ...(variants !== undefined && { variants }),
  };
}
