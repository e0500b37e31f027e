import type { RolloutDetail } from '@sluice/protocol';

/** What is known of a watched rollout at one moment. Times in ms, by any clock that only goes forward. */
export interface WatchState {
  /** The last answer; null before the first. */
  readonly rollout: RolloutDetail | null;
  /** When it came. */
  readonly receivedAt: number;
  readonly now: number;
  /** Why nothing has come since; null while the server answers. */
  readonly lost: string | null;
}

/** Shows a rollout while it is watched. */
export interface WatchView {
  /** Called several times a second, also where nothing changed. */
  show(state: WatchState): void;
  /** The rollout has ended, or whoever watched went away; the terminal is as it was. */
  close(): void;
}

/** The server's clock at this moment, in ms since the Unix epoch, from its last answer. */
export function serverNow({ rollout, receivedAt, now }: WatchState): number {
  return rollout === null ? 0 : Date.parse(rollout.asOf) + now - receivedAt;
}
