import type { EnvironmentState, ViewName } from '../../delivery/index.js';

/** Entity tag of a view under an overlay: `"<epoch>-<view>-<revision>-<digest>-<overlay id>"`, quotes included (streaming.md, "HTTP"). */
export function snapshotEtag(state: EnvironmentState, view: ViewName, overlayId: string): string {
  return `"${state.epoch}-${view}-${state.revision}-${state[view].digest}-${overlayId}"`;
}
