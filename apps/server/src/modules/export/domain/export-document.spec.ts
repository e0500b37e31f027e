import type { Rule } from '@sluice/evaluator';
import { initialConfig, newDefinition } from '../../flags/index.js';
import { exportDocument } from './export-document.js';
import type { ProjectContent } from './project-content.js';

const AT = '2026-01-01T00:00:00.000Z';

function contentWith(rules: readonly Rule[], enabled = true): ProjectContent {
  const definition = newDefinition('boolean', { metadata: { b: 1, a: 2 } });
  const flag = { id: 'f', key: 'ramp', type: 'boolean' as const, version: 3, archived: false };
  const config = { ...initialConfig('boolean'), enabled, rules, warnings: [] };
  return {
    project: { id: 'p', key: 'shop', name: 'Shop', description: '' },
    environments: [],
    flags: [{ ...flag, ...definition }],
    configurations: [{ flagId: 'f', environment: 'production', version: 2, ...config }],
    segments: [],
    rolloutTemplates: [],
    audit: { seq: 7, hash: 'abc' },
    at: AT,
  };
}

const rampUntil = (at: string): Rule => ({
  id: 'ramp',
  conditions: [],
  rollout: { seed: 1, schedule: { curve: 'step', steps: [{ at, percentage: 100 }] } },
  serve: { variant: 'on' },
});
const warningsOf = (content: ProjectContent): readonly string[] =>
  exportDocument(content).flags[0]!.configurations[0]!.warnings;

describe('an export', () => {
  it('holds no ids and versions of this database', () => {
    const text = JSON.stringify(exportDocument(contentWith([])));
    expect(text).not.toMatch(/"(id|flagId|version|at)":/);
  });

  it('is the same text whatever order the database keeps members in', () => {
    const content = contentWith([rampUntil(AT)]);
    const [flag] = content.flags;
    const turned = { ...content, flags: [{ ...flag!, metadata: { a: 2, b: 1 } }] };
    expect(JSON.stringify(exportDocument(turned))).toBe(JSON.stringify(exportDocument(content)));
  });

  it('confirms a schedule that is over, and only where it is served', () => {
    expect(warningsOf(contentWith([rampUntil(AT)]))).toEqual(['SCHEDULE_ALREADY_DUE']);
    expect(warningsOf(contentWith([rampUntil('2026-01-01T00:00:00.001Z')]))).toEqual([]);
    expect(warningsOf(contentWith([rampUntil(AT)], false))).toEqual([]);
  });
});
