import type { Flag } from '@sluice/protocol';
import type { WriteUnit } from '../../commands/index.js';
import type { DefinitionWriter } from '../definition-writer.js';
import type { DatedDefinition } from '../flag.rows.js';
import { flagStates, flagView } from '../flag-views.js';

/** A flag as a write of it answers. */
export async function answerFlag(
  unit: WriteUnit,
  writer: DefinitionWriter,
  flag: DatedDefinition,
): Promise<Flag> {
  const configs = await writer.configsOf(unit, flag.id);
  return flagView(
    flag,
    flagStates(configs, (id) => unit.environments.get(id)?.key),
  );
}
