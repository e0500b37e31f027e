import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import type { CommandTarget, LockedEnvironment, WriteUnit } from '../commands/index.js';
import { throwProblems } from '../targeting/index.js';
import { itemOf, referencesOf, wireFlag } from '../wire/index.js';
import { changedMembers } from './changed-members.js';
import { ConfigsRepository, type ConfiguredFlag } from './configs.repository.js';
import { checkConfig } from './domain/check-config.js';
import { configOf, isToggle, type FlagConfigState } from './domain/flag-config.js';
import { flagReferences } from './domain/graph/graph-flag.js';
import { warningsOf } from './domain/warnings.js';
import type { StoredConfig } from './flag.rows.js';
import { GraphGuard } from './graph-guard.js';
import { GraphsRepository } from './graphs.repository.js';
import { RuleLocks } from './rule-locks.js';

/** What a write calls itself in the audit log, and whether someone else judges the hierarchy when all is written. */
export interface ConfigWriteOptions {
  readonly action: string;
  readonly graphLater?: boolean;
  /** The rollout that steps its own rule. */
  readonly byRollout?: string;
}

/** Writes configurations of flags: checks them, stores them, and tells the unit. */
@Injectable()
export class ConfigWriter {
  constructor(
    private readonly configs: ConfigsRepository,
    private readonly graphs: GraphsRepository,
    private readonly guard: GraphGuard,
    private readonly locks: RuleLocks,
  ) {}

  /** The flag and its configuration; `NOT_FOUND` for an unknown key, `ARCHIVED` for an archived flag. */
  async load(
    unit: WriteUnit,
    key: string,
    environment: LockedEnvironment = unit.environment,
  ): Promise<ConfiguredFlag> {
    const place = { projectId: environment.projectId, environmentId: environment.id };
    const found = await this.configs.find(unit.sql, place, key);
    return this.usable(found, { flag: key, environment: environment.key });
  }

  /** {@link load} by keys alone, to travel with the lock; {@link usable} judges what it found. */
  foresee(sql: SqlClient, target: CommandTarget): Promise<ConfiguredFlag | null> {
    return this.configs.findByKeys(sql, target);
  }

  /** What was found, if a write may touch it; else throws as {@link load} does. */
  usable(
    found: ConfiguredFlag | null,
    asked: { readonly flag: string; readonly environment: string },
  ): ConfiguredFlag {
    if (found === null) throw new AppError('NOT_FOUND', asked);
    if (found.flag.archived)
      throw new AppError(
        'ARCHIVED',
        { flag: asked.flag },
        { message: `The flag ${asked.flag} is archived. Restore it first.` },
      );
    return found;
  }

  /** The configuration as stored after the write; the same, and nothing written, where nothing would change. */
  async save(
    unit: WriteUnit,
    configured: ConfiguredFlag,
    next: FlagConfigState,
    { action, graphLater = false, byRollout }: ConfigWriteOptions,
  ): Promise<StoredConfig> {
    const { flag, config, stepped } = configured;
    if (isDeepStrictEqual(configOf(config), configOf(next))) return config;
    const { environmentId } = config;
    const change = { flag, environmentId, before: config, after: next, byRollout, stepped };
    await this.locks.configChanging(unit, change);
    if (!isToggle(config, next)) await this.check(unit, configured, next);
    const configs = { before: config, after: next };
    const { all: warnings, unconfirmed } = warningsOf(flag, configs, unit.now.getTime());
    throwProblems(unconfirmed.filter(({ code }) => !unit.confirmed(code as 'OFF_VARIANT_ON')));
    const saved = this.configs.update(unit.sql, config, { ...next, warnings }, unit.now);
    this.record(unit, configured, saved, action);
    if (!graphLater && !sameFlagReferences(config, next))
      await this.guard.requireSound(unit, [flag.key]);
    return saved;
  }

  /** Throws what stands against a configuration, the flags it names aside. */
  async check(
    unit: WriteUnit,
    { flag, config }: Pick<ConfiguredFlag, 'flag' | 'config'>,
    next: FlagConfigState,
  ): Promise<void> {
    const named = [...referencesOf({ prerequisites: [], rules: next.rules }).segments];
    const segments = await this.graphs.knownSegments(unit.sql, config.environmentId, named);
    const variants = new Set(Object.keys(flag.variants));
    throwProblems(checkConfig(next, { variants, segments }));
  }

  private record(
    unit: WriteUnit,
    { flag, config, items }: ConfiguredFlag,
    saved: StoredConfig,
    action: string,
  ): void {
    const { environmentId, version } = saved;
    const changed = changedMembers(configOf(config), configOf(saved));
    const known = {
      key: flag.key,
      next: wireFlag({ ...flag, ...configOf(saved) }),
      clientVisible: flag.clientVisible,
      server: itemOf(items, 'server'),
      client: itemOf(items, 'client'),
    };
    unit.flagChanged(flag.id, { environmentId, known });
    unit.history({
      flagId: flag.id,
      environmentId,
      version,
      state: configOf(saved) as never,
    });
    unit.audit({
      action,
      resource: `flag:${flag.id}`,
      before: changed?.before ?? null,
      after: changed?.after ?? null,
      environmentId,
      details: { flag: flag.key, version },
    });
  }
}

function sameFlagReferences(before: FlagConfigState, after: FlagConfigState): boolean {
  if (before.rules === after.rules) return true;
  return isDeepStrictEqual(flagReferences([], before.rules), flagReferences([], after.rules));
}
