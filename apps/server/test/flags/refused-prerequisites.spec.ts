import { FlagEditor, type Members } from './flag-editor.js';
import { refusalOf } from './refusal-of.js';
import { conditions } from './rule-with.js';

describe('prerequisites that are refused when saved (evaluation.md §8)', () => {
  let editor: FlagEditor;

  beforeAll(async () => {
    editor = await FlagEditor.open();
  });

  afterAll(() => editor.close());

  it('prerequisites on unknown flags, unknown variants, itself, and twice the same', async () => {
    const parent = await editor.create();
    const attempts: [Members, string][] = [
      [{ prerequisites: [{ flag: 'nobody' }] }, 'UNKNOWN_PARENT'],
      [{ prerequisites: [{ flag: parent, variants: ['x'] }] }, 'UNKNOWN_PARENT_VARIANT'],
      [{ prerequisites: [{ flag: parent, variants: [] }] }, 'INVALID_PREREQUISITE'],
      [{ key: 'me', prerequisites: [{ flag: 'me' }] }, 'SELF_PREREQUISITE'],
      [
        { prerequisites: [{ flag: parent }, { flag: parent, state: 'off' }] },
        'INVALID_PREREQUISITE',
      ],
    ];
    for (const [payload, code] of attempts)
      expect((await refusalOf(editor.create(payload))).code).toBe(code);
  });

  it('any cycle, naming the whole of it, also through a flag condition of one environment', async () => {
    const [a, b, c] = [
      await editor.create({ key: 'cy-a' }),
      await editor.create({ key: 'cy-b' }),
      await editor.create({ key: 'cy-c' }),
    ];
    const require = (flag: string, parent: string) =>
      editor.path.run({
        kind: 'flag.update',
        target: { flag },
        baseVersion: 1,
        payload: { prerequisites: [{ flag: parent }] },
      });
    await require(a, b);
    await require(b, c);
    const error = await refusalOf(require(c, a));
    expect(error.code).toBe('PREREQUISITE_CYCLE');
    expect(error.message).toContain('cy-c → cy-a → cy-b → cy-c');
    const condition = await refusalOf(editor.configure(c, conditions({ any: [{ flag: a }] })));
    expect(condition).toMatchObject({
      code: 'PREREQUISITE_CYCLE',
      details: { cycle: ['cy-c', 'cy-a', 'cy-b', 'cy-c'], environment: 'production' },
    });
    const archived = await refusalOf(
      editor.path.run({ kind: 'flag.archive', target: { flag: b } }),
    );
    expect(archived).toMatchObject({ code: 'REQUIRED_BY_OTHERS' });
    expect(archived.message).toContain('cy-a');
  });

  it('archiving what only a flag condition of one environment needs', async () => {
    const [parent, child] = [await editor.create(), await editor.create()];
    await editor.configure(child, conditions({ not: { flag: parent } }));
    const error = await refusalOf(
      editor.path.run({ kind: 'flag.archive', target: { flag: parent } }),
    );
    expect(error).toMatchObject({
      code: 'REQUIRED_BY_OTHERS',
      details: { dependents: [{ dependent: child, environment: 'production', via: 'condition' }] },
    });
  });

  it('a kept flag that depends on a stopped one, from either side and in any state', async () => {
    const parent = await editor.create();
    const kept = { onShutdown: 'keep', prerequisites: [{ flag: parent, state: 'off' }] };
    expect((await refusalOf(editor.create(kept))).code).toBe('KEPT_FLAG_DEPENDS_ON_STOPPED');
    const child = await editor.create({ onShutdown: 'keep' });
    const error = await refusalOf(editor.configure(child, conditions({ flag: parent })));
    expect(error.code).toBe('KEPT_FLAG_DEPENDS_ON_STOPPED');
    expect(error.message).toContain(parent);
    const keptParent = await editor.create({ onShutdown: 'keep' });
    await editor.configure(child, conditions({ flag: keptParent }));
    const loosened = editor.path.run({
      kind: 'flag.update',
      target: { flag: keptParent },
      baseVersion: 1,
      payload: { onShutdown: 'off' },
    });
    expect((await refusalOf(loosened)).code).toBe('KEPT_FLAG_DEPENDS_ON_STOPPED');
  });

  it('more than 64 levels of parents', async () => {
    let parent = await editor.create({ key: 'level-0' });
    for (let level = 1; level <= 64; level += 1)
      parent = await editor.create({ key: `level-${level}`, prerequisites: [{ flag: parent }] });
    const error = await refusalOf(editor.create({ prerequisites: [{ flag: parent }] }));
    expect(error.code).toBe('PREREQUISITES_TOO_DEEP');
    expect(error.message).toContain('65');
  });

  it('more than 1,000 parent evaluations fully unfolded, also where only a child gets too expensive', async () => {
    let below = [await editor.create({ key: 'cost-0' }), await editor.create({ key: 'cost-0b' })];
    // Each level doubles: 2, 6, 14, … 254 evaluations, 510 for the top.
    for (let level = 1; level <= 7; level += 1) {
      const prerequisites = below.map((flag) => ({ flag }));
      below = [
        await editor.create({ key: `cost-${level}`, prerequisites }),
        await editor.create({ key: `cost-${level}b`, prerequisites }),
      ];
    }
    const prerequisites = below.map((flag) => ({ flag }));
    const top = await editor.create({ key: 'cost-top', prerequisites });
    const error = await refusalOf(
      editor.create({ prerequisites: [{ flag: top }, { flag: top + 'x' }] }),
    );
    expect(error.code).toBe('UNKNOWN_PARENT');
    const over = await refusalOf(
      editor.create({ prerequisites: [{ flag: top }, { flag: 'cost-7' }, { flag: 'cost-7b' }] }),
    );
    expect(over.code).toBe('TOO_MANY_PARENT_EVALUATIONS');
    const deepened = await refusalOf(
      editor.configure('cost-0', {
        rules: Array.from({ length: 5 }, () => ({
          conditions: [{ flag: 'level-0' }],
          serve: { variant: 'on' },
        })),
      }),
    );
    expect(deepened.code).toBe('TOO_MANY_PARENT_EVALUATIONS');
    expect(deepened.message).toMatch(/cost-/);
  });
});
