import type { EvaluationTrace, ExplainedDetail, FlagConfig } from '@sluice/protocol';
import { ASCII } from '../../ramp/bar.js';
import { createPaint } from '../../terminal/paint.js';
import { traceLines } from './trace-lines.js';

const PENS = { paint: createPaint(false), glyphs: ASCII };

const config = {
  rules: [
    { id: 'half', conditions: [], rollout: { percentage: 50 }, serve: { variant: 'on' } },
    { id: 'rest', conditions: [{ segment: 'staff' }], serve: { variant: 'on' } },
  ],
  fallthrough: { variant: 'off' },
} as unknown as FlagConfig;

function traceOf(parts: Partial<EvaluationTrace>): EvaluationTrace {
  return {
    decidedBy: { step: 'fallthrough' },
    enabled: true,
    shutdown: { inForce: false, onShutdown: 'off' },
    prerequisites: [],
    prerequisitesOmitted: 0,
    targets: [],
    targetsOmitted: 0,
    rules: [],
    fallthrough: { outcome: 'decided' },
    offVariant: 'off',
    ...parts,
  };
}

type Rule = EvaluationTrace['rules'][number];

function ruleOf(parts: Partial<Rule>): Rule {
  return {
    index: 0,
    id: 'half',
    outcome: 'passed',
    conditions: [],
    conditionsOmitted: 0,
    ...parts,
  };
}

function linesOf(
  parts: Partial<EvaluationTrace>,
  detail: Partial<ExplainedDetail> = {},
  hosts: readonly string[] = [],
): string[] {
  const answer = { flag: 'checkout', reason: 'DEFAULT', enabled: false, variant: 'off' } as const;
  const story = { detail: { ...answer, ...detail }, trace: traceOf(parts), config, hosts };
  return traceLines(story, PENS).map(({ ansi }) => ansi);
}

const unmet = { depth: 0, holds: false, outcome: 'decided' } as const;

describe('an explanation', () => {
  it('names the replica that overrides, and what was not asked for that reason', () => {
    const decidedBy = { step: 'override' } as const;
    const fallthrough = { outcome: 'notReached' } as const;
    const rules = [ruleOf({ outcome: 'notReached' })];
    const parts = { decidedBy, fallthrough, rules, override: 'on', enabled: false };
    expect(linesOf(parts, { variant: 'on' }, ['web-1'])).toEqual([
      '  > override on, by a variable or the overrides file of replica web-1: gets on',
      '    disabled',
      '    not reached: 1 rule',
    ]);
  });

  it('says that an override is ignored which names no variant', () => {
    expect(linesOf({ override: 'blue' })[0]).toBe(
      '  . override blue, by a variable or the overrides file of the server: no variant is called that, so it is ignored',
    );
  });

  it('draws each condition with what the user has, groups with what they hold, and the gate', () => {
    const leaf = { kind: 'attribute', attribute: 'age', operator: 'gte', values: [18] } as const;
    const conditions = [
      { depth: 0, kind: 'any', holds: true } as const,
      { depth: 1, holds: false, ...leaf, value: 17 },
      { depth: 1, holds: false, ...leaf, missing: true },
      { depth: 1, kind: 'segment', holds: true, segment: 'staff', inSegment: false, negate: true },
    ] as EvaluationTrace['rules'][number]['conditions'];
    const gate = { by: 'id', value: 'cora', bucket: 72_340, percentage: 50, scheduled: false };
    const rules = [ruleOf({ conditions, gate: { ...gate, in: false } })];
    expect(linesOf({ rules })).toEqual([
      '  . enabled',
      '  . rule half: 50 % get on; does not apply',
      '      + any of these',
      '        x age ≥ 18: the user has 17',
      '        x age ≥ 18: the user has no age',
      '        + not segment staff: the user is not in it',
      '      x outside 50 %: id "cora" falls on 72.34 %',
      '  > otherwise: off; gets off',
    ]);
  });

  it('counts operands that the server left out', () => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const condition = { depth: 0, kind: 'attribute', holds: false, operator: 'in' } as const;
    const full = { ...condition, attribute: 'plan', values, valuesCount: 1_000, value: 'z' };
    const rules = [ruleOf({ id: 'x', conditions: [full], conditionsOmitted: 7 })];
    expect(linesOf({ rules }).slice(1, 4)).toEqual([
      '  . rule x: does not apply',
      '      x plan in a, b, c, d, e and 995 more: the user has "z"',
      '        and 7 more conditions, not shown but counted',
    ]);
  });

  it('draws prerequisites as a tree, to the one that fails', () => {
    const got = { reason: 'PREREQUISITE_FAILED', enabled: false };
    const prerequisites = [
      { ...unmet, flag: 'pay', state: 'on', got } as const,
      { ...unmet, depth: 1, flag: 'bank', variants: ['new'], got: { ...got, variant: 'old' } },
      { depth: 0, flag: 'cart', outcome: 'notReached' } as const,
    ];
    const parts = { decidedBy: { step: 'prerequisite', index: 0 } as const, prerequisites };
    expect(linesOf(parts, { reason: 'PREREQUISITE_FAILED' })).toEqual([
      '  . enabled',
      '  > requires that flag pay is on: it is off (a flag that it requires does not allow it); so this serves off',
      '      x it requires that flag bank serves new: it serves old (a flag that it requires does not allow it)',
      '    requires that flag cart is on',
    ]);
  });

  it('says that a parent is missing, and which error a cycle ends in', () => {
    const prerequisites = [{ ...unmet, flag: 'gone' } as const];
    const step = { step: 'error', index: 0, errorCode: 'PREREQUISITE_CYCLE' } as const;
    const lines = linesOf({ decidedBy: step, prerequisites }, { errorCode: 'PREREQUISITE_CYCLE' });
    expect(lines[1]).toBe(
      '  > requires that flag gone is on: there is no such flag; error PREREQUISITE_CYCLE, so this serves off',
    );
  });

  it('says which attribute a split misses', () => {
    const fallthrough = { outcome: 'decided', split: { by: 'company', serves: false } } as const;
    expect(linesOf({ fallthrough }, { errorCode: 'TARGETING_KEY_MISSING' }).slice(-2)).toEqual([
      '  > otherwise: off; error TARGETING_KEY_MISSING, gets off',
      '      x the user has no company to split by',
    ]);
  });

  it('tells the target list that names the user, and every attribute by which none does', () => {
    const target = { index: 0, variant: 'on', by: 'id', value: 'cora', idsCount: 2 } as const;
    const hit = [{ ...target, outcome: 'decided' } as const];
    const decidedBy = { step: 'target', index: 0 } as const;
    expect(linesOf({ targets: hit, decidedBy }, { variant: 'on' })[1]).toBe(
      '  > target list 1 of 1 names id "cora": gets on',
    );
    const { value: _, ...nobody } = target;
    const passed = [
      { ...target, outcome: 'passed' } as const,
      { ...nobody, by: 'company', outcome: 'passed' } as const,
    ];
    expect(linesOf({ targets: passed })[1]).toBe(
      '  . no target names the user: id "cora", no company (2 lists with 4 ids)',
    );
  });
});
