import type { AuditEventAnswer } from '@sluice/protocol';
import { createPaint } from '../terminal/paint.js';
import { eventLines } from './event-lines.js';

const event: AuditEventAnswer = {
  chain: 'c',
  seq: 7,
  at: '2026-11-21T04:20:35.008Z',
  actor: { kind: 'token', id: 't', name: 'ann\u001b[2J' },
  action: 'flag.configure',
  resource: 'flag:uuid',
  projectId: null,
  environmentId: 'e1',
  requestId: 'r',
  comment: 'half\nof them',
  before: { enabled: false, version: 1 },
  after: { enabled: true, version: 2 },
  details: { flag: 'checkout', version: 2 },
  hash: 'h',
};

describe('eventLines', () => {
  const words = { paint: createPaint(false), environments: new Map([['e1', 'staging']]) };

  it('tells when, where, who, what and why, and what changed, with nothing hostile in it', () => {
    expect(eventLines(event, words).map(({ ansi }) => ansi)).toEqual([
      '2026-11-21T04:20:35.008Z  staging  ann\\u{1b}[2J  flag.configure  checkout  “half\\nof them”',
      '    ~ enabled: false → true',
    ]);
  });

  it('names what is no flag by its key, its name, or its id', () => {
    const lineOf = (over: Partial<AuditEventAnswer>): string =>
      eventLines(
        { ...event, before: null, details: {}, environmentId: null, comment: '', ...over },
        words,
      )[0]!.ansi;
    expect(lineOf({ after: { key: 'production' } })).toMatch(/ {2}production$/);
    expect(lineOf({ after: { name: 'ci' } })).toMatch(/ {2}ci$/);
    expect(lineOf({ after: null })).toMatch(/ {2}flag:uuid$/);
  });
});
