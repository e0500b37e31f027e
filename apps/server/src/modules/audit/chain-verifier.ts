import { chainHash } from './chain-hash.js';
import type { AuditEvent } from './domain/audit-event.js';
import type { ChainedRow, ChainHead } from './domain/chained-row.js';
import type { ChainProblem } from './domain/chain-problem.js';

const MAX_PROBLEMS = 100;

/**
 * Checks one chain row by row, in the order of `seq`, and remembers every problem (at most 100). A
 * problem does not hide the next: checking goes on from the hash that is stored.
 */
export class ChainVerifier {
  readonly problems: ChainProblem[] = [];
  private last: ChainHead = { seq: 0, hash: '' };
  private anchored: boolean;

  /** `anchor`: a head noted down elsewhere (log, export) that the chain must still hold. */
  constructor(
    private readonly key: Buffer,
    private readonly anchor: ChainHead | null,
  ) {
    this.anchored = anchor === null;
  }

  /** Number of the last row seen. */
  get checkedTo(): number {
    return this.last.seq;
  }

  row(row: ChainedRow): void {
    const expected = this.last.seq + 1;
    if (row.seq !== expected) {
      const gap = row.seq === expected + 1 ? `${expected} is` : `${expected}–${row.seq - 1} are`;
      this.report('missing', expected, `Event ${gap} missing before ${row.seq}.`);
    } else if (row.previousHash !== this.last.hash) {
      this.report('edited', row.seq, `The previous hash of event ${row.seq} was changed.`);
    }
    const difference = this.differenceOf(row);
    if (difference !== null) this.report('edited', row.seq, difference);
    if (this.anchor?.seq === row.seq) this.anchored = this.anchor.hash === row.hash;
    this.last = { seq: row.seq, hash: row.hash };
  }

  /** Compares the end of the chain with its recorded head. */
  end(head: ChainHead): void {
    const { seq, hash } = this.last;
    if (seq < head.seq) {
      this.report('cut-off', seq + 1, `Events ${seq + 1}–${head.seq} were cut off the end.`);
    } else if (seq > head.seq) {
      this.report(
        'unexpected',
        head.seq + 1,
        `The chain ends at ${head.seq}, yet has ${seq} events.`,
      );
    } else if (hash !== head.hash) {
      this.report('edited', seq, 'The recorded head does not match the last event.');
    }
    if (!this.anchored && this.anchor) {
      const { seq: noted } = this.anchor;
      this.report('anchor', noted, `Event ${noted} does not have the hash that was noted down.`);
    }
  }

  private differenceOf(row: ChainedRow): string | null {
    if (chainHash(this.key, row.previousHash, row.event) !== row.hash) {
      return `Event ${row.seq} does not match its hash: it was changed, or SLUICE_AUDIT_KEY is not the key it was written with.`;
    }
    const event = JSON.parse(row.event) as AuditEvent;
    for (const [column, stored, written] of columnsOf(row, event)) {
      if (stored !== written) return `Column ${column} of event ${row.seq} was changed.`;
    }
    return null;
  }

  private report(kind: ChainProblem['kind'], seq: number, message: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ kind, seq, message });
  }
}

function columnsOf(row: ChainedRow, event: AuditEvent): (readonly [string, unknown, unknown])[] {
  return [
    ['chain', row.chain, event.chain],
    ['seq', row.seq, event.seq],
    ['at', row.at.getTime(), Date.parse(event.at)],
    ['actor', row.actor, event.actor.name],
    ['action', row.action, event.action],
    ['resource', row.resource, event.resource],
    ['project_id', row.projectId, event.projectId],
    ['environment_id', row.environmentId, event.environmentId],
    ['request_id', row.requestId, event.requestId],
  ];
}
