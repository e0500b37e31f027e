import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Who this server process is among the replicas on one database. */
export class ReplicaIdentity {
  readonly id = randomUUID();
  readonly host = hostname();
}
