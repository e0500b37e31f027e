import type { ImportReason } from '@sluice/protocol';
import { checkDefinition, checkFlagKey, type StoredDefinition } from '../../flags/index.js';
import type { ImportedFlag } from './import-document.js';
import { reasonsAt } from './reasons-at.js';

/** Why a flag cannot be imported over what the project has under its key; parents are the graph's affair. */
export function assessFlag(wanted: ImportedFlag, present: StoredDefinition | null): ImportReason[] {
  const { definition, path } = wanted;
  const own = [...checkFlagKey(definition.key), ...checkDefinition(definition.type, definition)];
  return [...reasonsAt(path, own), ...(present === null ? [] : conflicts(wanted, present))];
}

function conflicts(wanted: ImportedFlag, present: StoredDefinition): ImportReason[] {
  const { key, type } = wanted.definition;
  const { path } = wanted;
  const reasons: ImportReason[] = [];
  if (type !== present.type) {
    const message = `${key} is a ${present.type} flag here and a ${type} flag in the document; a flag never changes its type. Give one of them another key.`;
    reasons.push({ code: 'ALREADY_EXISTS', message, path });
  }
  if (present.archived && !wanted.archived) {
    const message = `${key} is archived here. Restore it first, or leave it out of the document.`;
    reasons.push({ code: 'ARCHIVED', message, path });
  }
  if (!present.archived && wanted.archived) {
    const message = `${key} is archived in the document and live here; an import archives nothing. Archive it first, or leave it out of the document.`;
    reasons.push({ code: 'NOT_ARCHIVED', message, path });
  }
  return reasons;
}
