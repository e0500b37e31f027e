import type { ImportItem, ImportReason } from '@sluice/protocol';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { WriteUnit } from '../commands/index.js';
import { RuleLocks, type FlagConfigState, type StoredDefinition } from '../flags/index.js';
import type { Assessment } from './domain/assess-import.js';
import type { ConfigurationWrite } from './domain/import-writes.js';
import { sameJson } from './domain/same-json.js';
import type { PreparedImport } from './domain/prepare-import.js';

/** Asks, for every flag and configuration that an import would change, whether a rollout keeps hands off it. */
@Injectable()
export class ImportLocks {
  constructor(private readonly locks: RuleLocks) {}

  /** The items of the assessment, refused where something is locked; tells rollouts of the other edits. */
  async check(unit: WriteUnit, { content, assessment }: PreparedImport): Promise<ImportItem[]> {
    const places = new Map([...unit.environments.values()].map(({ key, id }) => [key, id]));
    const flags = new Map(content.flags.map((flag) => [flag.key, flag]));
    const refused = new Map<string, ImportReason>();
    for (const { wanted, present } of assessment.flags) {
      if (present === null) continue;
      const asked = this.locks.definitionChanging(unit, present, wanted.definition);
      await collect(asked, refused, itemName('flag', present.key, null));
    }
    for (const write of assessment.configurations) {
      const change = changeOf(write, flags, places);
      if (change === null) continue;
      const asked = this.locks.configChanging(unit, change);
      await collect(asked, refused, itemName('configuration', write.flag, write.environment));
    }
    return withReasons(assessment, refused);
  }
}

function changeOf(
  { flag: key, environment, present, after }: ConfigurationWrite,
  flags: ReadonlyMap<string, StoredDefinition>,
  places: ReadonlyMap<string, string>,
) {
  const [flag, environmentId] = [flags.get(key), places.get(environment)];
  if (flag === undefined || environmentId === undefined || present === null) return null;
  return {
    flag,
    environmentId,
    before: present,
    after: keepingEqualParts(present, after),
    byRollout: undefined,
    stepped: undefined,
  };
}

/** Locks compare the parts of a configuration by identity. */
function keepingEqualParts(before: FlagConfigState, after: FlagConfigState): FlagConfigState {
  const { rules, targets, fallthrough } = before;
  return {
    ...after,
    ...(sameJson(rules, after.rules) && { rules }),
    ...(sameJson(targets, after.targets) && { targets }),
    ...(sameJson(fallthrough, after.fallthrough) && { fallthrough }),
  };
}

async function collect(
  asked: Promise<void>,
  refused: Map<string, ImportReason>,
  name: string,
): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    refused.set(name, { code: error.code, message: error.message, path: '' });
  }
}

function withReasons(
  { items }: Assessment,
  refused: ReadonlyMap<string, ImportReason>,
): ImportItem[] {
  return items.map((item) => {
    const reason = refused.get(itemName(item.kind, item.key, item.environment));
    if (reason === undefined) return item;
    return { ...item, outcome: 'refused', reasons: [...item.reasons, reason] };
  });
}

function itemName(kind: ImportItem['kind'], key: string, environment: string | null): string {
  return `${kind} ${key} ${environment ?? ''}`;
}
