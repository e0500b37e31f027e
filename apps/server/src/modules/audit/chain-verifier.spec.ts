import fc from 'fast-check';
import { chainEvents } from './chain-events.js';
import { ChainVerifier } from './chain-verifier.js';
import type { AuditEvent } from './domain/audit-event.js';
import type { ChainedRow, ChainHead } from './domain/chained-row.js';

const KEY = Buffer.from('a key that is long enough for a test');
const START: ChainHead = { seq: 0, hash: '' };

function event(index: number): Omit<AuditEvent, 'seq'> {
  return {
    chain: 'global',
    at: new Date(1_700_000_000_000 + index * 1_000).toISOString(),
    actor: { kind: 'token', id: `id-${index}`, name: `actor ${index}` },
    action: 'flag.enable',
    resource: `flag:${index}`,
    projectId: null,
    environmentId: null,
    requestId: `request-${index}`,
    comment: '',
    before: { enabled: false },
    after: { enabled: true, ünïcode: '→' },
    details: {},
  };
}

const chainOf = (length: number): ChainedRow[] =>
  chainEvents(
    KEY,
    START,
    Array.from({ length }, (_, index) => event(index)),
  );

function headOf(rows: readonly ChainedRow[]): ChainHead {
  const last = rows.at(-1);
  return last ? { seq: last.seq, hash: last.hash } : START;
}

function verify(
  rows: readonly ChainedRow[],
  options: { head?: ChainHead; anchor?: ChainHead; key?: Buffer } = {},
): string[] {
  const verifier = new ChainVerifier(options.key ?? KEY, options.anchor ?? null);
  for (const row of rows) verifier.row(row);
  verifier.end(options.head ?? headOf(rows));
  return verifier.problems.map(({ kind, seq }) => `${kind} ${seq}`);
}

describe('a chain of audit events', () => {
  it('is whole as long as nobody touched it, however it was appended', () => {
    const split = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(split, (parts) => {
        let head = START;
        const rows = parts.flatMap((length) => {
          const added = chainEvents(
            KEY,
            head,
            chainOf(length).map((_, index) => event(index)),
          );
          head = headOf(added);
          return added;
        });
        expect(verify(rows)).toEqual([]);
      }),
    );
  });

  it('shows every change of any column of any row', () => {
    const change: Record<string, Partial<ChainedRow>> = {
      at: { at: new Date(0) },
      actor: { actor: 'somebody else' },
      action: { action: 'flag.disable' },
      resource: { resource: 'flag:other' },
      projectId: { projectId: 'p' },
      environmentId: { environmentId: 'e' },
      requestId: { requestId: 'r' },
      event: { event: '{}' },
      hash: { hash: '0'.repeat(64) },
      previousHash: { previousHash: '0'.repeat(64) },
    };
    const rows = chainOf(4);
    for (const [column, to] of Object.entries(change)) {
      for (const index of rows.keys()) {
        const touched = rows.map((row, at) => (at === index ? { ...row, ...to } : row));
        const found = verify(touched, { head: headOf(rows) });
        expect([column, found]).toEqual([column, expect.arrayContaining([`edited ${index + 1}`])]);
      }
    }
  });

  it('shows rows that are gone from its start, its middle or its end', () => {
    const rows = chainOf(5);
    const head = headOf(rows);
    expect(verify(rows.slice(1), { head })).toContain('missing 1');
    expect(
      verify(
        rows.filter(({ seq }) => seq !== 3),
        { head },
      ),
    ).toContain('missing 3');
    expect(verify(rows.slice(0, 3), { head })).toEqual(['cut-off 4']);
    expect(verify([], { head })).toEqual(['cut-off 1']);
  });

  it('shows rows beyond the recorded end', () => {
    const rows = chainOf(5);
    expect(verify(rows, { head: headOf(rows.slice(0, 3)) })).toContain('unexpected 4');
  });

  it('shows an end that was cut off together with its head, given a head noted down earlier', () => {
    const rows = chainOf(5);
    const anchor = headOf(rows);
    const shortened = rows.slice(0, 3);
    expect(verify(shortened)).toEqual([]);
    expect(verify(shortened, { anchor })).toEqual(['anchor 5']);
    expect(verify(rows, { anchor })).toEqual([]);
  });

  it('cannot be rewritten without the key', () => {
    const forged = chainEvents(Buffer.from('another key'), START, [event(0), event(1)]);
    expect(verify(forged)).toEqual(['edited 1', 'edited 2']);
  });

  it('stays bounded in what it reports', () => {
    const rows = chainOf(300).map((row) => ({ ...row, actor: 'x' }));
    expect(verify(rows)).toHaveLength(100);
  });
});
