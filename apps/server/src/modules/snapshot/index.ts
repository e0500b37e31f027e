export { matchesEtag } from './domain/if-none-match.js';
export { PreparedSnapshots } from './prepared-snapshots.js';
export { BODY_HEADERS, type HeaderList } from './response-headers.js';
export { SNAPSHOT_PATH, SnapshotEndpoint } from './snapshot-endpoint.js';
export { SnapshotTraffic } from './snapshot-traffic.js';
export { SnapshotModule } from './snapshot.module.js';
