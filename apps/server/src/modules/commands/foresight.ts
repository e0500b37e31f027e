import type { SqlClient } from '../../platform/database/sql-client.js';
import type { ForeseenHead } from './audit-appender.js';
import type { AnyCommandHandler } from './command-handler.js';
import type { CommandTarget } from './command.js';
import type { Witnesses } from './store-unit.js';
import type { WriteFollower } from './write-follower.js';

/**
 * What is read in the same packet as the locks are asked for, once they are granted: everything that a
 * write would else have to wait for while others wait for it.
 */
export interface Foresight {
  /** For the handler. */
  readonly found: Promise<unknown>;
  /** Followers that care. */
  readonly awake: Promise<WriteFollower[]>;
  readonly head: Promise<ForeseenHead | null>;
  /** Whether anybody is told of writes. */
  readonly heard: Promise<boolean>;
}

/** Who foresees. */
export interface Foreseers extends Witnesses {
  readonly followers: readonly WriteFollower[];
  /** Whether the end of the audit chain is foreseen, and not locked when it is its turn. */
  readonly withHead: boolean;
}

const ignore = (): void => undefined;

/** Sends the reads of a command after its locks. Nobody has to wait for any of them. */
export function foresee(
  sql: SqlClient,
  handler: AnyCommandHandler,
  target: CommandTarget,
  { followers, withHead, auditor, outbox }: Foreseers,
): Foresight {
  const foresight: Foresight = {
    found: Promise.resolve(handler.foresee?.(sql, target)),
    awake: followersAwake(sql, followers),
    head: withHead ? auditor.foresee(sql, target) : Promise.resolve(null),
    heard: outbox?.isHeard(sql, target) ?? Promise.resolve(false),
  };
  for (const each of Object.values(foresight) as Promise<unknown>[]) each.catch(ignore);
  return foresight;
}

async function followersAwake(
  sql: SqlClient,
  followers: readonly WriteFollower[],
): Promise<WriteFollower[]> {
  const awake = await Promise.all(followers.map((follower) => follower.isAwake(sql)));
  return followers.filter((_, index) => awake[index]);
}
