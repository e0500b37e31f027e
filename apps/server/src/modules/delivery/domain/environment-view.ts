import type { WireItem } from './wire-item.js';

/** The two wire forms of an environment, by kind of key (streaming.md, "Views"). */
export const VIEW_NAMES = ['server', 'client'] as const;

export type ViewName = (typeof VIEW_NAMES)[number];

/** One view of one environment at the environment's revision. */
export interface EnvironmentView {
  /** Unsigned 32 bits, as in streaming.md. */
  digest: number;
  readonly flags: Map<string, WireItem>;
  readonly segments: Map<string, WireItem>;
}

/** Everything a replica holds of one environment; changed in place, between two reads. */
export interface EnvironmentState {
  readonly id: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  readonly epoch: string;
  revision: number;
  shutdown: boolean;
  readonly server: EnvironmentView;
  readonly client: EnvironmentView;
}
