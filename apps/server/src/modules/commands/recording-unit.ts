import type { Json } from '@sluice/evaluator';
import type { ConfirmableCode } from '@sluice/protocol';
import type { TransactionClient } from '../../platform/database/sql-client.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../auth/index.js';
import type { TouchedFlag } from '../wire/index.js';
import type { AuditEntry } from './audit-appender.js';
import type { Command, CommandContext } from './command.js';
import type { LockedScope } from './lock-scope.js';
import type { LockedEnvironment, LockedProject } from './locked.js';
import type { ShutdownChange } from './save-revision.js';
import type {
  FlagChange,
  HistoryEntry,
  NotifyChannel,
  UnitAuditEntry,
  VersionedResource,
  WriteUnit,
} from './write-unit.js';

/** What a handler did to one environment. */
export interface EnvironmentMarks {
  readonly environment: LockedEnvironment;
  readonly flags: Map<string, TouchedFlag | null>;
  readonly segmentKeys: Set<string>;
  everything: boolean;
  /** True while all that was touched is new and serves nothing. */
  introducedOnly: boolean;
  shutdown: ShutdownChange | null;
  newEpoch: boolean;
}

const LAST_CHANGE = `SELECT actor, at FROM audit_events
  WHERE resource = $1 AND environment_id IS NOT DISTINCT FROM $2::uuid
  ORDER BY at DESC, seq DESC LIMIT 1`;

/** The write unit of one execution: remembers what its handler did, for the executor to store. */
export class RecordingUnit implements WriteUnit {
  readonly marks = new Map<string, EnvironmentMarks>();
  readonly audits: AuditEntry[] = [];
  readonly histories: HistoryEntry[] = [];
  readonly notifications: { readonly channel: NotifyChannel; readonly payload: string }[] = [];
  versionChecked = false;
  readonly environments: Map<string, LockedEnvironment>;

  constructor(
    readonly sql: TransactionClient,
    private readonly scope: LockedScope,
    private readonly command: Command,
    private readonly context: CommandContext,
  ) {
    this.environments = new Map(scope.environments);
  }

  get now(): Date {
    return this.scope.now;
  }

  get actor(): Actor {
    return this.context.actor;
  }

  get requestId(): string {
    return this.context.requestId;
  }

  get comment(): string {
    return this.command.comment ?? '';
  }

  get project(): LockedProject | null {
    return this.scope.project;
  }

  get environment(): LockedEnvironment {
    const [only, ...others] = this.environments.values();
    if (only === undefined || others.length > 0)
      throw new Error(`${this.command.kind} is not bound to one environment`);
    return only;
  }

  confirmed(code: ConfirmableCode): boolean {
    return this.command.confirm?.includes(code) ?? false;
  }

  async requireVersion(current: number, of: VersionedResource): Promise<void> {
    this.versionChecked = true;
    const { baseVersion } = this.command;
    if (baseVersion === null || baseVersion === current) return;
    const [last] = await this.sql.query<{ actor: string; at: Date }>(LAST_CHANGE, [
      of.resource,
      of.environmentId ?? null,
    ]);
    const by = last === undefined ? '' : ` by ${last.actor} at ${last.at.toISOString()}`;
    throw new AppError(
      'VERSION_STALE',
      {
        sent: baseVersion,
        current,
        changedBy: last?.actor ?? null,
        changedAt: last?.at.toISOString() ?? null,
      },
      {
        message: `You sent version ${baseVersion}, but the current version is ${current}, changed${by}. Read it again, redo your edit, and send If-Match: "${current}".`,
      },
    );
  }

  flagChanged(flagId: string, options: FlagChange = {}): void {
    const ids =
      options.environmentId === undefined ? [...this.environments.keys()] : [options.environmentId];
    for (const id of ids) {
      const marks = this.marksOf(id);
      // Known only while every mark of it says so: one that does not makes the planner read it.
      const doubted = marks.flags.get(flagId) === null || options.environmentId === undefined;
      marks.flags.set(flagId, doubted ? null : (options.known ?? null));
      if (options.introduced !== true) marks.introducedOnly = false;
    }
  }

  segmentChanged(segmentKey: string, environmentId: string): void {
    const marks = this.marksOf(environmentId);
    marks.segmentKeys.add(segmentKey);
    marks.introducedOnly = false;
  }

  rewire(environmentId: string): void {
    const marks = this.marksOf(environmentId);
    marks.everything = true;
    marks.introducedOnly = false;
  }

  setShutdown(environmentId: string, on: boolean, reason: string): void {
    const marks = this.marksOf(environmentId);
    marks.shutdown = { on, reason, by: this.actor.name };
    marks.introducedOnly = false;
  }

  newEpoch(environmentId: string): void {
    this.marksOf(environmentId).newEpoch = true;
    this.rewire(environmentId);
  }

  adopt(environment: LockedEnvironment): void {
    this.environments.set(environment.id, environment);
  }

  audit({ environmentId, projectId, details, ...entry }: UnitAuditEntry): void {
    const project = projectId ?? this.project?.id ?? null;
    this.audits.push({
      ...entry,
      projectId: project,
      environmentId: environmentId ?? null,
      details: details ?? {},
    });
  }

  history(entry: HistoryEntry): void {
    this.histories.push(entry);
  }

  notify(channel: NotifyChannel, payload: string): void {
    this.notifications.push({ channel, payload });
  }

  /** Environments the handler touched, by id as they were locked. */
  touched(): EnvironmentMarks[] {
    return [...this.marks.values()];
  }

  private marksOf(environmentId: string): EnvironmentMarks {
    const known = this.marks.get(environmentId);
    if (known !== undefined) return known;
    const environment = this.environments.get(environmentId);
    if (environment === undefined)
      throw new Error(`${this.command.kind} touches environment ${environmentId} without its lock`);
    const marks: EnvironmentMarks = {
      environment,
      flags: new Map(),
      segmentKeys: new Set(),
      everything: false,
      introducedOnly: true,
      shutdown: null,
      newEpoch: false,
    };
    this.marks.set(environmentId, marks);
    return marks;
  }
}

/** A plain JSON copy of a result or entry: dates as strings, undefined members gone. */
export function plainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}
