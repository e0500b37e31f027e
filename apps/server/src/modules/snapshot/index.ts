export { PreparedSnapshots } from './prepared-snapshots.js';
export { SNAPSHOT_PATH, SnapshotEndpoint } from './snapshot-endpoint.js';
export { SnapshotTraffic } from './snapshot-traffic.js';
export { SnapshotModule } from './snapshot.module.js';
