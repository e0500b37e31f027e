import { eventsOf, type News, type NewsEntry } from './events-of.js';
import { NO_FACTS, type EventFacts } from './facts-for-events.js';

const ENVIRONMENTS = new Map([
  ['dev', { key: 'development', protected: false }],
  ['prod', { key: 'production', protected: true }],
]);

function entry(action: string, rest: Partial<NewsEntry> = {}): NewsEntry {
  const nothing = { environmentId: null, before: null, after: null };
  return { action, resource: 'flag:1', details: { flag: 'pay' }, ...nothing, ...rest };
}

function news(...entries: NewsEntry[]): News {
  return {
    project: 'shop',
    environments: ENVIRONMENTS,
    actor: { kind: 'token', id: '1', name: 'ada' },
    requestId: 'r',
    comment: 'ticket 12',
    at: new Date(0),
    entries,
  };
}

function typesOf(entries: NewsEntry[], facts: EventFacts = NO_FACTS): string[] {
  return eventsOf(news(...entries), facts).map(({ type }) => type);
}

describe('eventsOf', () => {
  it('tells of changes where an environment is protected', () => {
    const edit = (environmentId: string) => entry('flag.configure', { environmentId });
    expect(typesOf([edit('dev')])).toEqual([]);
    expect(typesOf([edit('prod')])).toEqual(['flag.changed']);
    expect(typesOf([entry('flag.archive')])).toEqual(['flag.archived']);
  });

  it('tells of everything about a flag of high risk', () => {
    const facts = { ...NO_FACTS, flags: new Map([['1', { risk: 'high' }]]) };
    expect(typesOf([entry('flag.enable', { environmentId: 'dev' })], facts)).toEqual([
      'flag.enabled',
    ]);
    const gone = entry('flag.delete', { environmentId: 'dev', before: { risk: 'high' } });
    expect(typesOf([gone])).toEqual(['flag.deleted']);
  });

  it('tells of every switch that turns off, however it was turned', () => {
    const off = { environmentId: 'dev', before: { enabled: true }, after: { enabled: false } };
    expect(typesOf([entry('flag.disable', off)])).toEqual(['flag.disabled']);
    expect(typesOf([entry('flag.configure', off)])).toEqual(['flag.disabled']);
    expect(typesOf([entry('flag.config-revert', off)])).toEqual(['flag.disabled']);
  });

  it('tells of an import once, with the number of its changes', () => {
    const parts = ['flag.import', 'flag.import-config', 'segment.import'].map((action) =>
      entry(action, { environmentId: 'prod' }),
    );
    const [only, ...more] = eventsOf(news(...parts), NO_FACTS);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      type: 'project.imported',
      title: 'Import into project shop: 3 changes',
    });
  });

  it('tells what a rollout did, why, and what went off with it, and not its own writes', () => {
    const off = { environmentId: 'prod', before: { enabled: true }, after: { enabled: false } };
    const record = { action: 'rolled-back', reason: 'TRIPWIRE', guard: 'errors' };
    const reading = { treatmentCount: 1_200, treatmentShare: 0.0423, controlShare: 0.009 };
    const checks = [
      { verdict: { guard: 'latency', kind: 'healthy' }, reading: null },
      { verdict: { guard: 'errors', kind: 'breach' }, reading },
    ];
    const details = { flag: 'pay', rule: 'r1', event: 'check', record, evidence: { checks } };
    const guard = { id: 'errors', metric: 'errorRatePercent', comparison: 'above', threshold: 1 };
    const facts = { ...NO_FACTS, guards: new Map([['7', [guard]]]) };
    const entries = [
      entry('rollout.rollback', off),
      entry('rollout.rollback', { ...off, resource: 'flag:2', details: { flag: 'aatc' } }),
      entry('rollout.rolled-back', {
        resource: 'rollout:7',
        environmentId: 'prod',
        before: { state: 'running', percentage: 25 },
        after: { state: 'rolled_back', percentage: 0 },
        details,
      }),
    ];
    const [only, ...more] = eventsOf(news(...entries), facts);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      type: 'rollout.rolled_back',
      title: 'pay rolled back from 25 % to 0 % in production',
      reason: 'guard errors: far beyond its limit, and worse than without the change',
      data: {
        guard: 'errors',
        code: 'TRIPWIRE',
        flagsDisabled: ['pay', 'aatc'],
        readings: [
          {
            guard: 'errors',
            text: '4.23 % of 1200 requests failed, outside the rollout 0.9 %; limit at most 1 %',
          },
          { guard: 'latency', text: 'no reading' },
        ],
      },
    });
  });

  it('leaves out states that are too large to read', () => {
    const after = { rules: 'x'.repeat(10_000) };
    const [event] = eventsOf(
      news(entry('flag.configure', { environmentId: 'prod', after })),
      NO_FACTS,
    );
    expect(event?.data.after).toBeNull();
    expect(event?.reason).toBe('ticket 12');
  });
});
