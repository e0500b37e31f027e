import type { CommandContext } from '../../command/command-context.js';
import { usageError } from '../../command/cli-error.js';
import { idsOf } from '../../command/ids-of.js';
import { parseCondition } from '../../command/parse-condition.js';
import { readJsonInput } from '../../command/read-input.js';
import type { WriteOptions } from '../../command/write-options.js';

/** Options that say what a segment is. */
export interface SegmentOptions extends WriteOptions {
  readonly name?: string;
  readonly description?: string;
  readonly by?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly when?: readonly string[];
  readonly from?: string;
}

/** Members of a segment that the options name; what they do not name is absent. */
export async function segmentBody(
  { io }: CommandContext,
  options: SegmentOptions,
): Promise<Record<string, unknown>> {
  const { name, description, by, include, exclude, when, from } = options;
  const given = from === undefined ? {} : await readJsonInput(io, from);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw usageError(`${String(from)} does not hold a JSON object.`);
  }
  const members = {
    ...given,
    name,
    description,
    ...(by !== undefined && { by: by === 'id' ? null : by }),
    ...(include !== undefined && { included: include.flatMap(idsOf) }),
    ...(exclude !== undefined && { excluded: exclude.flatMap(idsOf) }),
    ...(when !== undefined && { rules: [{ conditions: when.map(parseCondition) }] }),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
