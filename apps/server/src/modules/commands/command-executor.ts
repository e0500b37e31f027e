import { AppError } from '../../platform/errors/app-error.js';
import type { Database } from '../../platform/database/database.js';
import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { AuditAppender } from './audit-appender.js';
import { authorizeScope, authorizeServedChange } from './authorize.js';
import type { ChangeOutbox } from './change-outbox.js';
import { ContendedChains } from './contended-chains.js';
import { foresee } from './foresight.js';
import type { AnyCommandHandler, CommandHandler } from './command-handler.js';
import type { Command, CommandContext } from './command.js';
import type { IdempotencyStore } from './idempotency-store.js';
import { lockScope, type LockedScope } from './lock-scope.js';
import type { CommandOutcome, PlannedChanges } from './outcome.js';
import { planRevisions, type PlannedRevision } from './plan-revisions.js';
import { plainJson, RecordingUnit } from './recording-unit.js';
import { storeUnit } from './store-unit.js';
import { servedChanges, type WriteFollower } from './write-follower.js';

/**
 * The one path that every write takes (streaming.md, "Write path"): lock → authorise → handle → plan →
 * revisions, change log, history, idempotency, audit, NOTIFY → commit; or nothing of it at all.
 */
export class CommandExecutor {
  private readonly handlers = new Map<string, AnyCommandHandler>();
  private readonly followers: WriteFollower[] = [];
  private readonly contended = new ContendedChains();

  constructor(
    private readonly database: Database,
    private readonly auditor: AuditAppender,
    private readonly idempotency: IdempotencyStore,
    /** Null where nobody is told of anything. */
    private readonly outbox: ChangeOutbox | null = null,
  ) {}

  /** Makes a kind of command known; each kind has one handler. */
  register<P, R, F>(handler: CommandHandler<P, R, F>): void {
    if (this.handlers.has(handler.kind)) throw new Error(`${handler.kind} has a handler already`);
    this.handlers.set(handler.kind, handler);
  }

  /** Tells a follower of every write that changes what is served. */
  follow(follower: WriteFollower): void {
    this.followers.push(follower);
  }

  /** Carries out a command and returns its result once it is committed; refusals are AppErrors and change nothing. */
  async execute<R>(command: Command, context: CommandContext): Promise<CommandOutcome<R>> {
    const handler = this.handlers.get(command.kind);
    if (handler === undefined) throw new Error(`no handler for ${command.kind}`);
    if (handler.versioned && command.baseVersion === null) throw new AppError('VERSION_REQUIRED');
    let attempts = 0;
    return this.database.transaction(
      async (sql) => {
        if (attempts++ > 0) this.contended.note(command.target.project);
        return (await this.run(sql, handler, command, context)) as CommandOutcome<R>;
      },
      { rollback: context.dryRun === true, insist: handler.urgent === true },
    );
  }

  private async run(
    sql: TransactionClient,
    handler: AnyCommandHandler,
    command: Command,
    context: CommandContext,
  ): Promise<CommandOutcome<unknown>> {
    const locking = lockScope(sql, handler.scope, command.target);
    const { auditor, outbox, followers } = this;
    // Writes to whole projects may take long: they would lose the race to any other, and begin again.
    const withHead = handler.scope === 'environment' && !this.contended.has(command.target.project);
    const foreseers = { auditor, outbox, followers, withHead };
    const foresight = foresee(sql, handler, command.target, foreseers);
    const scope = await locking;
    authorizeScope(context.actor, handler, scope);
    const replayed = await this.replay(sql, context);
    if (replayed !== null) return replayed;
    const unit = new RecordingUnit(sql, scope, command, context);
    const found = (await foresight.found) as never;
    const result = await handler.handle(unit, command as Command<never>, found);
    if (handler.versioned && !unit.versionChecked)
      throw new Error(`${handler.kind} is versioned but never compared versions`);
    const planned = await this.plan(unit, handler, scope);
    const changes = servedChanges(planned);
    if (changes.length > 0)
      for (const follower of await foresight.awake) await follower.follow(unit, changes);
    const outcome = outcomeOf(result, planned);
    await this.complete(sql, handler, context, outcome);
    const [head, heard] = await Promise.all([foresight.head, foresight.heard]);
    await storeUnit(sql, unit, planned, { auditor, outbox, head, heard });
    return context.dryRun === true ? { ...outcome, changes: changesOf(planned) } : outcome;
  }

  private async plan(
    unit: RecordingUnit,
    handler: AnyCommandHandler,
    { project }: LockedScope,
  ): Promise<PlannedRevision[]> {
    const planned = await planRevisions(unit.sql, unit.touched());
    for (const { marks } of planned) {
      const { environment, introducedOnly } = marks;
      if (!introducedOnly) authorizeServedChange(unit.actor, handler, { project, environment });
    }
    return planned;
  }

  private async replay(
    sql: TransactionClient,
    { actor, idempotency, dryRun }: CommandContext,
  ): Promise<CommandOutcome<unknown> | null> {
    if (idempotency === undefined || dryRun === true) return null;
    const claimed = await this.idempotency.claim(sql, actor, idempotency);
    if (!claimed.replay) return null;
    return { ...(claimed.outcome as unknown as CommandOutcome<unknown>), replayed: true };
  }

  private async complete(
    sql: TransactionClient,
    handler: AnyCommandHandler,
    { actor, idempotency: claim, dryRun }: CommandContext,
    outcome: CommandOutcome<unknown>,
  ): Promise<void> {
    if (claim === undefined || dryRun === true) return;
    const secretId = handler.secretId?.(outcome.result) ?? null;
    const owner = { actor, claim };
    await this.idempotency.complete(sql, owner, plainJson(outcome), secretId);
  }
}

function outcomeOf(result: unknown, planned: readonly PlannedRevision[]): CommandOutcome<unknown> {
  const revisions = planned.map(({ revision }) => [revision.environmentId, revision.revision]);
  return { result, revisions: Object.fromEntries(revisions) as Record<string, number> };
}

function changesOf(planned: readonly PlannedRevision[]): PlannedChanges[] {
  return planned.map(({ marks, plan }) => ({
    environment: marks.environment.key,
    server: plan.server.changes,
    client: plan.client.changes,
  }));
}
