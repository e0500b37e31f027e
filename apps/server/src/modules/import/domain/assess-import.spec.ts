import type { ExportDocument, ImportItem } from '@sluice/protocol';
import type { ProjectContent } from '../../export/index.js';
import { exportDocument } from '../../export/domain/export-document.js';
import { initialConfig, newDefinition } from '../../flags/index.js';
import { assessImport, type Assessment, type ImportFacts } from './assess-import.js';
import { readSluice } from './sluice-format.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const PAST = [
  { at: '2025-01-01T00:00:00Z', percentage: 0 },
  { at: '2025-02-01T00:00:00Z', percentage: 100 },
];

const facts = (changes: Partial<ImportFacts> = {}): ImportFacts => {
  let drawn = 0;
  return {
    now: NOW,
    chance: { seed: () => ++drawn, id: () => `id-${++drawn}` },
    confirmed: () => false,
    createEnvironments: false,
    ...changes,
  };
};

function contentWith(flags: readonly string[] = []): ProjectContent {
  return {
    project: { id: 'p', key: 'shop', name: 'Shop', description: '' },
    environments: [environment('staging'), environment('production')],
    flags: flags.map((key) => ({
      id: `id of ${key}`,
      key,
      type: 'boolean' as const,
      version: 1,
      archived: false,
      ...newDefinition('boolean', {}),
    })),
    configurations: flags.flatMap((key) =>
      ['staging', 'production'].map((name) => ({
        flagId: `id of ${key}`,
        environment: name,
        version: 1,
        ...initialConfig('boolean'),
        warnings: [],
      })),
    ),
    segments: [],
    rolloutTemplates: [],
    audit: { seq: 0, hash: '' },
    at: new Date(NOW).toISOString(),
  };
}

const environment = (key: string) => ({
  id: `id of ${key}`,
  key,
  name: key,
  color: '#000000',
  protected: false,
  epoch: 'e',
  revision: 1,
  shutdown: false,
});

type Part = Partial<Record<keyof ExportDocument, unknown>>;

function assess(document: Part, content = contentWith(), options = facts()): Assessment {
  const read = readSluice({ format: 'sluice', schema: 1, flags: [], ...document });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return assessImport(read.value, content, options);
}

const lines = ({ items }: Assessment): string[] =>
  items.map(
    ({ kind, key, environment: place, outcome }) =>
      `${kind} ${key}${place === null ? '' : `@${place}`} ${outcome}`,
  );
const refusals = ({ items }: Assessment): [string, string][] =>
  items.flatMap(({ key, reasons }: ImportItem) =>
    reasons.map(({ code }): [string, string] => [key, code]),
  );
const boolean = (key: string, more: object = {}) => ({ key, type: 'boolean', ...more });
const inStaging = (config: object = {}) => ({
  configurations: [{ environment: 'staging', ...config }],
});

describe('an export imported again', () => {
  it('changes nothing where it came from', () => {
    const content = contentWith(['a', 'b']);
    const { items, flags, configurations } = assess(exportDocument(content), content);
    expect(new Set(items.map(({ outcome }) => outcome))).toEqual(new Set(['skipped']));
    expect([flags, configurations]).toEqual([[], []]);
  });

  it('creates everything where nothing is', () => {
    const document = exportDocument(contentWith(['a']));
    const assessment = assess(
      document,
      { ...contentWith(), environments: [] },
      facts({ createEnvironments: true }),
    );
    expect(lines(assessment)).toEqual([
      'environment staging created',
      'environment production created',
      'flag a created',
      'configuration a@staging created',
      'configuration a@production created',
    ]);
  });

  it('confirms the schedules that were over when it was made', () => {
    const content = contentWith(['a']);
    const schedule = { curve: 'linear' as const, steps: PAST };
    const ramp = {
      id: 'ramp',
      conditions: [],
      rollout: { seed: 1, schedule },
      serve: { variant: 'on' },
    };
    const ramped = {
      ...content,
      configurations: content.configurations.map((one) => ({
        ...one,
        enabled: true,
        rules: [ramp],
      })),
    };
    const document = exportDocument(ramped);
    expect(document.flags[0]!.configurations[0]!.warnings).toEqual(['SCHEDULE_ALREADY_DUE']);
    expect(refusals(assess(document, contentWith()))).toEqual([]);
  });
});

describe('an import', () => {
  it('leaves alone what the document does not name', () => {
    const assessment = assess({ flags: [boolean('b')] }, contentWith(['a']));
    expect(assessment.flags.map(({ wanted }) => wanted.definition.key)).toEqual(['b']);
  });

  it('changes what differs and says so per environment', () => {
    const config = { enabled: true, offVariant: 'off', fallthrough: { variant: 'on' } };
    const assessment = assess(
      { flags: [boolean('a', { risk: 'high', ...inStaging(config) })] },
      contentWith(['a']),
    );
    expect(lines(assessment)).toEqual([
      'environment staging skipped',
      'flag a changed',
      'configuration a@staging changed',
    ]);
  });

  it('gives rules without id or seed one of each, and keeps those of known rules', () => {
    const rule = { conditions: [], rollout: { percentage: 5 }, serve: { variant: 'on' } };
    const first = assess({ flags: [boolean('a', inStaging({ rules: [rule] }))] });
    const saved = first.configurations[0]!.after.rules[0]!;
    expect(saved).toMatchObject({
      id: expect.any(String) as string,
      rollout: { seed: expect.any(Number) as number },
    });
  });

  it('refuses another seed for a known rule', () => {
    const content = contentWith(['a']);
    const rule = (seed: number) => ({
      id: 'ramp',
      conditions: [],
      rollout: { seed, percentage: 5 },
      serve: { variant: 'on' },
    });
    const ramped = {
      ...content,
      configurations: content.configurations.map((one) => ({ ...one, rules: [rule(1)] })),
    };
    const assessment = assess({ flags: [boolean('a', inStaging({ rules: [rule(2)] }))] }, ramped);
    expect(refusals(assessment)).toEqual([['a', 'SEED_CHANGED']]);
  });

  it('refuses unknown environments unless they are to be created', () => {
    const document = { flags: [boolean('a', { configurations: [{ environment: 'qa' }] })] };
    expect(refusals(assess(document))).toEqual([['qa', 'NOT_FOUND']]);
    const created = assess(document, contentWith(), facts({ createEnvironments: true }));
    expect(created.environments).toEqual([
      { key: 'qa', name: 'Qa', color: '#868e96', protected: false },
    ]);
    const odd = { flags: [boolean('a', { configurations: [{ environment: 'No Key' }] })] };
    const strange = assess(odd, contentWith(), facts({ createEnvironments: true }));
    expect(refusals(strange)).toEqual([['No Key', 'INVALID_KEY']]);
  });

  it('names every reason against it at once', () => {
    const assessment = assess(
      {
        flags: [
          boolean('_bad'),
          boolean('a', { prerequisites: [{ flag: 'nobody' }] }),
          boolean('b', { prerequisites: [{ flag: 'c' }] }),
          boolean('c', { prerequisites: [{ flag: 'b' }] }),
          boolean('d', { onShutdown: 'keep', prerequisites: [{ flag: 'd' }] }),
          boolean(
            'e',
            inStaging({
              rules: [{ conditions: [{ segment: 'vip' }], serve: { variant: 'maybe' } }],
            }),
          ),
        ],
        segments: [{ environment: 'staging', key: 'staff', included: [''] }],
      },
      contentWith(),
    );
    const found = refusals(assessment);
    expect(found).toEqual(
      expect.arrayContaining([
        ['staff', 'INVALID_LIST'],
        ['_bad', 'INVALID_FLAG_KEY'],
        ['a', 'UNKNOWN_PARENT'],
        ['d', 'SELF_PREREQUISITE'],
        ['e', 'UNKNOWN_VARIANT'],
        ['e', 'UNKNOWN_SEGMENT'],
      ]),
    );
  });

  it('tells a cycle once and names it', () => {
    const assessment = assess({
      flags: [
        boolean('b', { prerequisites: [{ flag: 'c' }] }),
        boolean('c', { prerequisites: [{ flag: 'b' }] }),
      ],
    });
    expect(refusals(assessment)).toEqual([['b', 'PREREQUISITE_CYCLE']]);
    const [item] = assessment.items.filter(({ outcome }) => outcome === 'refused');
    expect(item!.reasons[0]!.message).toContain('b → c → b');
  });

  it('finds a segment that comes with it', () => {
    const rule = { conditions: [{ segment: 'vip' }], serve: { variant: 'on' } };
    const assessment = assess({
      flags: [boolean('a', inStaging({ rules: [rule] }))],
      segments: [{ environment: 'staging', key: 'vip', included: ['cora'] }],
    });
    expect(refusals(assessment)).toEqual([]);
    expect(assessment.segments[0]!.after).toMatchObject({
      key: 'vip',
      included: ['cora'],
      by: null,
    });
  });

  it('wants a dangerous off variant and an old schedule confirmed, by the request or the document', () => {
    const schedule = { curve: 'linear', steps: PAST };
    const dangerous = {
      enabled: true,
      offVariant: 'on',
      rules: [{ rollout: { schedule }, serve: { variant: 'on' } }],
    };
    const flags = [boolean('a', inStaging(dangerous))];
    expect(refusals(assess({ flags }))).toEqual([
      ['a', 'OFF_VARIANT_ON'],
      ['a', 'SCHEDULE_ALREADY_DUE'],
    ]);
    const confirmed = assess({ flags }, contentWith(), facts({ confirmed: () => true }));
    expect(refusals(confirmed)).toEqual([]);
    expect(confirmed.items.at(-1)!.warnings).toHaveLength(2);
    const warnings = ['OFF_VARIANT_ON', 'SCHEDULE_ALREADY_DUE'];
    expect(
      refusals(assess({ flags: [boolean('a', inStaging({ ...dangerous, warnings }))] })),
    ).toEqual([]);
  });

  it('refuses another type, an archived flag, and variants that others still serve', () => {
    const content = contentWith(['a', 'b', 'c']);
    const [a, b, c] = content.flags;
    const text = { x: 'x', y: 'y' };
    const present = {
      ...content,
      flags: [a!, { ...b!, archived: true }, { ...c!, type: 'string' as const, variants: text }],
      configurations: content.configurations.map((one) => ({
        ...one,
        ...(one.flagId === 'id of c' && { offVariant: 'y', fallthrough: { variant: 'x' } }),
      })),
    };
    const assessment = assess(
      {
        flags: [
          { key: 'a', type: 'string', variants: text },
          boolean('b'),
          { key: 'c', type: 'string', variants: { x: 'x' } },
        ],
      },
      present,
    );
    expect(refusals(assessment)).toEqual(
      expect.arrayContaining([
        ['a', 'ALREADY_EXISTS'],
        ['b', 'ARCHIVED'],
        ['c', 'UNKNOWN_VARIANT'],
      ]),
    );
  });
});
