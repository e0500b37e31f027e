import { Injectable } from '@nestjs/common';
import type { Json } from '@sluice/evaluator';
import type { LockedEnvironment, WriteUnit } from '../commands/index.js';
import { EnvironmentWriter } from '../environments/index.js';
import type { ProjectContent } from '../export/index.js';
import { configOf, ConfigsRepository, definitionOf } from '../flags/index.js';
import { TemplateWriter } from '../rollouts/index.js';
import type { Assessment } from './domain/assess-import.js';
import type { ConfigurationWrite, FlagWrite, SegmentWrite } from './domain/import-writes.js';
import { ImportRepository, type WrittenFlag } from './import.repository.js';

/** Environment key → id, of the locked and the just created ones. */
type Places = ReadonlyMap<string, string>;

/** Writes what an assessment found to be writable, and tells the unit of each part. */
@Injectable()
export class ImportWriter {
  constructor(
    private readonly repository: ImportRepository,
    private readonly configs: ConfigsRepository,
    private readonly environments: EnvironmentWriter,
    private readonly templates: TemplateWriter,
  ) {}

  async write(unit: WriteUnit, assessment: Assessment, content: ProjectContent): Promise<void> {
    for (const environment of assessment.environments) {
      await this.environments.create(unit, environment);
    }
    const places = placesOf([...unit.environments.values()]);
    await this.segments(unit, assessment.segments, places);
    for (const { after } of assessment.rolloutTemplates) {
      const { key, ...state } = after;
      await this.templates.bring(unit, key, state);
    }
    const ids = await this.flags(unit, assessment.flags, content);
    await this.configurations(unit, assessment.configurations, { places, ids });
    if (assessment.flags.some(({ present }) => present === null)) await this.initialize(unit);
    for (const environmentId of touchedBy(assessment, places)) unit.rewire(environmentId);
  }

  private async segments(
    unit: WriteUnit,
    writes: readonly SegmentWrite[],
    places: Places,
  ): Promise<void> {
    const records = writes.map(({ after }) => ({
      ...after,
      environmentId: places.get(after.environment),
    }));
    const rows = await this.repository.saveSegments(unit.sql, records);
    const written = new Map(rows.map((row) => [`${row.environmentId} ${row.key}`, row]));
    for (const { present, after } of writes) {
      const environmentId = places.get(after.environment) ?? '';
      const { id, version } = written.get(`${environmentId} ${after.key}`) ?? {
        id: '',
        version: 0,
      };
      unit.audit({
        action: 'segment.import',
        resource: `segment:${id}`,
        before: json(present),
        after: json(after),
        environmentId,
        details: { segment: after.key, version },
      });
    }
  }

  /** Flag key → id, of all flags of the project. */
  private async flags(
    unit: WriteUnit,
    writes: readonly FlagWrite[],
    content: ProjectContent,
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await this.repository.saveFlags(unit.sql, unit.project?.id ?? '', writes);
    const written = new Map(rows.map((row): [string, WrittenFlag] => [row.key, row]));
    for (const { wanted, present } of writes) {
      const row = written.get(wanted.definition.key);
      if (row === undefined) throw new Error('a flag vanished under its lock');
      const state = definitionOf(wanted.definition);
      unit.history({
        flagId: row.id,
        environmentId: null,
        version: row.version,
        state: json(state),
      });
      unit.audit({
        action: 'flag.import',
        resource: `flag:${row.id}`,
        before: present === null ? null : json(definitionOf(present)),
        after: json({ key: row.key, type: wanted.definition.type, ...state }),
        details: { flag: row.key, version: row.version },
      });
    }
    return new Map([...content.flags, ...rows].map(({ key, id }) => [key, id]));
  }

  private async configurations(
    unit: WriteUnit,
    writes: readonly ConfigurationWrite[],
    { places, ids }: { places: Places; ids: ReadonlyMap<string, string> },
  ): Promise<void> {
    const records = writes.map(({ flag, environment, after }) => ({
      flagId: ids.get(flag) ?? '',
      environmentId: places.get(environment) ?? '',
      ...after,
    }));
    const rows = await this.repository.saveConfigurations(unit.sql, records);
    const versions = new Map(
      rows.map((row) => [`${row.flagId} ${row.environmentId}`, row.version]),
    );
    writes.forEach(({ flag, present, after }, index) => {
      const { flagId = '', environmentId = '' } = records[index] ?? {};
      const version = versions.get(`${flagId} ${environmentId}`) ?? 1;
      const state = json(configOf(after));
      unit.history({ flagId, environmentId, version, state });
      unit.audit({
        action: 'flag.import-config',
        resource: `flag:${flagId}`,
        before: present === null ? null : json(configOf(present)),
        after: state,
        environmentId,
        details: { flag, version },
      });
    });
  }

  /** New flags get a first configuration where the document says nothing of them. */
  private async initialize(unit: WriteUnit): Promise<void> {
    for (const { id: environmentId, projectId } of unit.environments.values()) {
      await this.configs.initialize(unit.sql, { projectId, environmentId }, unit.actor.name);
    }
  }
}

function placesOf(environments: readonly LockedEnvironment[]): Places {
  return new Map(environments.map(({ key, id }) => [key, id]));
}

/** A change of definitions reaches every environment, one of configurations or segments its own. */
function touchedBy(assessment: Assessment, places: Places): Iterable<string> {
  if (assessment.flags.length > 0) return places.values();
  const keys = [
    ...assessment.configurations.map(({ environment }) => environment),
    ...assessment.segments.map(({ after }) => after.environment),
  ];
  return new Set(keys.map((key) => places.get(key)).filter((id) => id !== undefined));
}

/** Domain data as the JSON that it is. */
function json(value: object | null): Json {
  return value as Json;
}
