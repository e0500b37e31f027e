import type { EnvironmentState } from '../delivery/index.js';
import { readConfigurationTag } from './domain/configuration-tag.js';

type Position = Pick<EnvironmentState, 'id' | 'epoch' | 'revision'>;

const AT_MOST_EVERY_MS = 1_000;

interface Reading {
  readonly startedMs: number;
  readonly done: Promise<unknown>;
  running: boolean;
}

/**
 * Lets a replica read the log before it answers somebody who knows of a newer revision: a client
 * that another replica told of a change, and that refetches here. All who ask meanwhile share one
 * reading, and the next begins a second later at the soonest, so that a forged tag costs nothing.
 */
export class LagRepair {
  readonly #readings = new Map<string, Reading>();

  constructor(
    private readonly catchUp: (environmentId: string) => Promise<unknown>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Settles once the log was read, and never rejects; `null` where `tag` names nothing newer. */
  repair({ id, epoch, revision }: Position, tag: string | null): Promise<unknown> | null {
    const wanted = readConfigurationTag(tag);
    if (wanted?.epoch !== epoch || wanted.revision <= revision) return null;
    const last = this.#readings.get(id);
    if (last?.running === true) return last.done;
    const startedMs = this.now();
    if (last !== undefined && startedMs - last.startedMs < AT_MOST_EVERY_MS) return null;
    const ended = (): void => {
      reading.running = false;
    };
    const reading: Reading = {
      startedMs,
      running: true,
      done: this.catchUp(id).then(ended, ended),
    };
    this.#readings.set(id, reading);
    return reading.done;
  }
}
