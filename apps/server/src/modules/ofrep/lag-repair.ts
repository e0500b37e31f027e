import type { EnvironmentState } from '../delivery/index.js';
import { readConfigurationTag } from './domain/configuration-tag.js';

const AT_MOST_EVERY_MS = 1_000;

/**
 * Lets a replica read the log before it answers somebody who knows of a newer revision: a client
 * that another replica told of a change, and that refetches here. At most once a second per
 * environment, so that a forged tag costs nothing.
 */
export class LagRepair {
  readonly #last = new Map<string, number>();

  constructor(
    private readonly catchUp: (environmentId: string) => Promise<unknown>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Settles once the log was read, and never rejects; `null` where `tag` names nothing newer. */
  repair({ id, epoch, revision }: EnvironmentState, tag: string | null): Promise<unknown> | null {
    const wanted = readConfigurationTag(tag);
    if (wanted?.epoch !== epoch || wanted.revision <= revision) return null;
    const now = this.now();
    if (now - (this.#last.get(id) ?? -Infinity) < AT_MOST_EVERY_MS) return null;
    this.#last.set(id, now);
    return this.catchUp(id).catch(() => undefined);
  }
}
