import type { FlagConfig, TargetInput } from '@sluice/protocol';
import { usageError } from '../../command/cli-error.js';
import { idsOf } from '../../command/ids-of.js';

/** Targets after `--untarget` and `--target`: an id has one variant, so targeting it anew takes it from where it was. */
export function changedTargets(
  before: FlagConfig['targets'],
  { target = [], untarget = [] }: { target?: readonly string[]; untarget?: readonly string[] },
): TargetInput[] {
  const added = target.map(parseTarget);
  const moved = new Set([...untarget.flatMap(idsOf), ...added.flatMap(({ ids }) => ids)]);
  const kept = before.map((one) => ({
    ...one,
    ids: one.ids.filter((id) => one.by !== undefined || !moved.has(id)),
  }));
  for (const { variant, ids } of added) {
    const own = kept.find((one) => one.variant === variant && one.by === undefined);
    if (own === undefined) kept.push({ variant, ids });
    else own.ids.push(...ids);
  }
  return kept.filter(({ ids }) => ids.length > 0);
}

function parseTarget(text: string): { variant: string | null; ids: string[] } {
  const at = text.indexOf('=');
  const ids = idsOf(text.slice(at + 1));
  if (at < 1 || ids.length === 0) {
    throw usageError(
      `--target ${text} is not of the form variant=id,id.`,
      'For example --target on=cora,hudson.',
    );
  }
  const variant = text.slice(0, at);
  return { variant: variant === 'none' ? null : variant, ids };
}
