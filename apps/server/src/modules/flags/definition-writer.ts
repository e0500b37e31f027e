import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { FlagType } from '@sluice/evaluator';
import { AppError } from '../../platform/errors/app-error.js';
import type { WriteUnit } from '../commands/index.js';
import { throwProblems } from '../targeting/index.js';
import { changedMembers } from './changed-members.js';
import { ConfigsRepository } from './configs.repository.js';
import { DefinitionsRepository } from './definitions.repository.js';
import { checkDefinition, checkFlagKey } from './domain/check-definition.js';
import { configOf, initialConfig, type FlagConfigState } from './domain/flag-config.js';
import { definitionOf, type FlagDefinition } from './domain/flag-definition.js';
import type { DatedDefinition, StoredConfig } from './flag.rows.js';
import { GraphGuard } from './graph-guard.js';
import { requireVariantsUnused } from './require-variants-unused.js';
import { RuleLocks } from './rule-locks.js';

/** A flag about to be made. */
export interface NewFlag {
  readonly key: string;
  readonly type: FlagType;
  readonly definition: FlagDefinition;
}

/** What a write calls itself in the audit log, and whether someone else judges the hierarchy when all is written. */
export interface DefinitionWriteOptions {
  readonly action: string;
  readonly graphLater?: boolean;
}

/** Writes what of flags is the same in all environments: checks it, stores it, and tells the unit. */
@Injectable()
export class DefinitionWriter {
  constructor(
    private readonly definitions: DefinitionsRepository,
    private readonly configs: ConfigsRepository,
    private readonly guard: GraphGuard,
    private readonly locks: RuleLocks,
  ) {}

  /** The flag of the locked project; `NOT_FOUND` for an unknown key. */
  async load(unit: WriteUnit, key: string): Promise<DatedDefinition> {
    const found = await this.definitions.find(unit.sql, projectIdOf(unit), key);
    if (found === null) throw new AppError('NOT_FOUND', { flag: key });
    return found;
  }

  /** The same, but `ARCHIVED` for an archived flag. */
  async loadLive(unit: WriteUnit, key: string): Promise<DatedDefinition> {
    const flag = await this.load(unit, key);
    if (!flag.archived) return flag;
    const message = `The flag ${key} is archived. Restore it first.`;
    throw new AppError('ARCHIVED', { flag: key }, { message });
  }

  /** A new flag, disabled in every environment; `ALREADY_EXISTS` where the key is taken. */
  async create(
    unit: WriteUnit,
    { key, type, definition }: NewFlag,
    { action, graphLater = false }: DefinitionWriteOptions,
  ): Promise<DatedDefinition> {
    throwProblems([...checkFlagKey(key), ...checkDefinition(type, definition)]);
    const identity = { projectId: projectIdOf(unit), key, type };
    const flag = await this.definitions.insert(unit.sql, identity, definition);
    if (flag === null) {
      const message = `A flag with the key ${key} exists already, perhaps archived. Choose another key.`;
      throw new AppError('ALREADY_EXISTS', { flag: key }, { message });
    }
    const config = initialConfig(type);
    const environments = [...unit.environments.keys()];
    await this.configs.insert(unit.sql, flag.id, environments, config);
    for (const environmentId of environments) historyOfConfig(unit, flag.id, environmentId, config);
    unit.flagChanged(flag.id, { introduced: true });
    record(unit, null, flag, action);
    if (!graphLater && definition.prerequisites.length > 0)
      await this.guard.requireSound(unit, [key]);
    return flag;
  }

  /** The flag as stored after the write; the same, and nothing written, where nothing would change. */
  async save(
    unit: WriteUnit,
    flag: DatedDefinition,
    next: FlagDefinition,
    { action, graphLater = false }: DefinitionWriteOptions,
  ): Promise<DatedDefinition> {
    const before = definitionOf(flag);
    if (isDeepStrictEqual(before, definitionOf(next))) return flag;
    throwProblems(checkDefinition(flag.type, next));
    await this.requireVariantsKept(unit, flag, next);
    await this.locks.definitionChanging(unit, flag, next);
    const saved = await this.definitions.update(unit.sql, flag.id, next, unit.now);
    unit.flagChanged(flag.id);
    record(unit, flag, saved, action);
    const hierarchy =
      !isDeepStrictEqual(before.prerequisites, next.prerequisites) ||
      before.onShutdown !== next.onShutdown;
    if (!graphLater && hierarchy) await this.guard.requireSound(unit, [flag.key]);
    return saved;
  }

  /** The flag archived or restored, whoever depends on it. */
  async setArchived(
    unit: WriteUnit,
    flag: DatedDefinition,
    archived: boolean,
  ): Promise<DatedDefinition> {
    if (archived) await this.locks.definitionChanging(unit, flag, null);
    const saved = await this.definitions.setArchived(unit.sql, flag.id, archived, unit.now);
    unit.flagChanged(flag.id);
    record(unit, flag, saved, archived ? 'flag.archive' : 'flag.restore');
    return saved;
  }

  /** Removes a flag for good, with its configurations and history; what was done to it stays in the audit log. */
  async delete(unit: WriteUnit, flag: DatedDefinition): Promise<void> {
    await this.locks.definitionChanging(unit, flag, null);
    await this.definitions.delete(unit.sql, flag.id);
    unit.audit({
      action: 'flag.delete',
      resource: `flag:${flag.id}`,
      before: stateOf(flag) as never,
      after: null,
      details: { flag: flag.key },
    });
  }

  /** The configurations of a flag in the locked environments. */
  async configsOf(unit: WriteUnit, flagId: string): Promise<StoredConfig[]> {
    return this.configs.ofFlag(unit.sql, flagId);
  }

  private async requireVariantsKept(
    unit: WriteUnit,
    flag: DatedDefinition,
    next: FlagDefinition,
  ): Promise<void> {
    const gone = Object.keys(flag.variants).filter((name) => !Object.hasOwn(next.variants, name));
    if (gone.length === 0) return;
    const configs = await this.configs.ofFlag(unit.sql, flag.id);
    const dependents = await this.guard.dependents(unit, flag.key);
    requireVariantsUnused(unit, flag.key, { gone, configs, dependents });
  }
}

function projectIdOf(unit: WriteUnit): string {
  if (unit.project === null) throw new Error('flags belong to a project');
  return unit.project.id;
}

/** What the history keeps of a flag: its definition, and whether it was archived. */
function stateOf(flag: DatedDefinition): FlagDefinition & { readonly archived: boolean } {
  return { ...definitionOf(flag), archived: flag.archived };
}

function record(
  unit: WriteUnit,
  before: DatedDefinition | null,
  after: DatedDefinition,
  action: string,
): void {
  const state = stateOf(after);
  const changed = before === null ? null : changedMembers(stateOf(before), state);
  unit.history({
    flagId: after.id,
    environmentId: null,
    version: after.version,
    state: state as never,
  });
  unit.audit({
    action,
    resource: `flag:${after.id}`,
    before: changed?.before ?? null,
    after: before === null ? (state as never) : (changed?.after ?? null),
    details: { flag: after.key, version: after.version },
  });
}

function historyOfConfig(
  unit: WriteUnit,
  flagId: string,
  environmentId: string,
  config: FlagConfigState,
): void {
  unit.history({ flagId, environmentId, version: 1, state: configOf(config) as never });
}
