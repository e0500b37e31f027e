import type { SdkKeyAnswer } from '@sluice/protocol';
import { chosenCredential } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';

/** The key that `wanted` stands for: its id or the beginning of it, its hint or its name. */
export async function findKey(
  { api }: CommandContext,
  place: string,
  wanted: string,
): Promise<SdkKeyAnswer> {
  const { items } = await api.list<SdkKeyAnswer>(`${place}/keys`);
  return chosenCredential(items, wanted, { noun: 'key', list: 'sluice keys list' });
}
