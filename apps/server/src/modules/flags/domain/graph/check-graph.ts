import { shown, type Problem } from '../../../targeting/index.js';
import { findCycle } from './find-cycle.js';
import { findCycles } from './find-cycles.js';
import type { FlagGraph, FlagReference, GraphFlag } from './graph-flag.js';
import { hierarchyCosts } from './hierarchy-cost.js';
import { dependentsOfAny } from './related-flags.js';

/** Most parent evaluations of one flag, fully unfolded, and most levels of parents (evaluation.md §8). */
export const MAX_PARENT_EVALUATIONS = 1_000;
export const MAX_PARENT_LEVELS = 64;

/**
 * Problems that the flags in `changed` bring into the hierarchy of one environment, in themselves and in
 * the flags that depend on them (evaluation.md §8). Linear in flags and references.
 */
export function checkGraph(graph: FlagGraph, changed: readonly string[]): Problem[] {
  const flags = changed.map((key) => graph.get(key)).filter((flag) => flag !== undefined);
  const problems = flags.flatMap((flag) => checkParents(graph, flag));
  if (problems.length > 0) return problems;
  const cycles = checkCycles(graph, flags);
  if (cycles.length > 0) return cycles;
  return [...checkKept(graph, flags), ...checkCosts(graph, changed)];
}

function graphProblem(
  code: Problem['code'],
  message: string,
  details: Problem['details'],
): Problem {
  return { code, message, details };
}

function checkParents(graph: FlagGraph, child: GraphFlag): Problem[] {
  return child.references.flatMap((reference) => {
    const { flag } = reference;
    const details = { flag: child.key, parent: flag, via: reference.via };
    if (flag === child.key)
      return [
        graphProblem(
          'SELF_PREREQUISITE',
          `${child.key} would require itself. Remove it from its own prerequisites and conditions.`,
          details,
        ),
      ];
    const parent = graph.get(flag);
    if (parent !== undefined) return checkParentVariants(child.key, parent, reference);
    const message = `${child.key} names the flag ${shown(flag)}, which does not exist in this project or is archived. Create or restore it first.`;
    return [graphProblem('UNKNOWN_PARENT', message, details)];
  });
}

function checkParentVariants(
  child: string,
  parent: GraphFlag,
  { variants = [], via }: FlagReference,
): Problem[] {
  return variants
    .filter((variant) => !parent.variants.has(variant))
    .map((variant) => {
      const has = [...parent.variants].join(', ');
      const message = `${child} asks ${parent.key} for the variant ${shown(variant)}, which it does not have; it has ${has}.`;
      return graphProblem('UNKNOWN_PARENT_VARIANT', message, {
        flag: child,
        parent: parent.key,
        variant,
        via,
      });
    });
}

/** The shortest cycle through the one flag of an edit; for the many of an import, a linear search. */
function checkCycles(graph: FlagGraph, changed: readonly GraphFlag[]): Problem[] {
  const [only, ...others] = changed.map(({ key }) => key);
  if (only === undefined) return [];
  const shortest = others.length > 0 ? null : findCycle(graph, only);
  const cycles = others.length > 0 ? findCycles(graph, [only, ...others]) : [shortest ?? []];
  return cycles.filter((cycle) => cycle.length > 0).map(cycleProblem);
}

function cycleProblem(cycle: readonly string[]): Problem {
  const message = `these flags would require each other in a circle: ${cycle.join(' → ')}. Remove one of these prerequisites or flag conditions.`;
  return graphProblem('PREREQUISITE_CYCLE', message, { cycle });
}

/** Edges from and to a changed flag: what is kept in a shutdown may not hang on what is stopped by it. */
function checkKept(graph: FlagGraph, changed: readonly GraphFlag[]): Problem[] {
  const keys = new Set(changed.map(({ key }) => key));
  const problems: Problem[] = [];
  for (const child of graph.values()) {
    if (child.onShutdown !== 'keep') continue;
    const stopped = new Set<string>();
    for (const { flag } of child.references) {
      const touched = keys.has(child.key) || keys.has(flag);
      if (touched && graph.get(flag)?.onShutdown === 'off') stopped.add(flag);
    }
    for (const parent of stopped) problems.push(keptProblem(child.key, parent));
  }
  return problems;
}

function keptProblem(child: string, parent: string): Problem {
  const message = `${child} is kept during a shutdown and cannot depend on ${parent}, which is switched off by it. Keep ${parent} too, or remove the dependency.`;
  return graphProblem('KEPT_FLAG_DEPENDS_ON_STOPPED', message, { flag: child, parent });
}

function checkCosts(graph: FlagGraph, changed: readonly string[]): Problem[] {
  const costOf = hierarchyCosts(graph);
  const affected = [...changed, ...dependentsOfAny(graph, changed)];
  return affected.flatMap((flag) => {
    const { evaluations, depth } = costOf(flag);
    if (depth > MAX_PARENT_LEVELS) {
      const message = `${flag} would have ${depth} levels of parents; at most ${MAX_PARENT_LEVELS} are allowed. Flatten the hierarchy.`;
      return [graphProblem('PREREQUISITES_TOO_DEEP', message, { flag, depth })];
    }
    if (evaluations <= MAX_PARENT_EVALUATIONS) return [];
    const message = `${flag} would need ${evaluations} parent evaluations when its parents are fully unfolded; at most ${MAX_PARENT_EVALUATIONS} are allowed. Flatten the hierarchy.`;
    return [graphProblem('TOO_MANY_PARENT_EVALUATIONS', message, { flag, evaluations })];
  });
}
