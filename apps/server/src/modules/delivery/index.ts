export {
  VIEW_NAMES,
  type EnvironmentState,
  type EnvironmentView,
  type ViewName,
} from './domain/environment-view.js';
export { isUsable, type SdkKey } from './domain/sdk-key.js';
export { snapshotText } from './domain/snapshot-text.js';
export { ChangeFeed } from './change-feed.js';
export { ChangeFollower } from './change-follower.js';
export { DeliveryConnection } from './delivery-connection.js';
export { SdkKeyDirectory, type KeyAnswer } from './sdk-key-directory.js';
export {
  SnapshotStore,
  type StoredEnvironment,
  type StoreEvent,
  type ViewStep,
} from './snapshot-store.js';
export { SdkAdmission, type SdkAdmittance, type SdkLimits } from './sdk-admission.js';
export { DeliveryModule } from './delivery.module.js';
export { LastState } from './last-state.js';
export { SdkKeyRefresher } from './sdk-key-refresher.js';
export type { HeldPosition } from './catch-up.js';
