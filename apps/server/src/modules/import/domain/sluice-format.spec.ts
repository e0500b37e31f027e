import fc from 'fast-check';
import { readSluice } from './sluice-format.js';

const frame = (parts: object): unknown => ({ format: 'sluice', schema: 1, flags: [], ...parts });
const FLAG = { key: 'a', type: 'boolean' };

function problems(document: unknown): [string, string][] {
  const result = readSluice(document);
  if (result.ok) throw new Error('accepted');
  return result.problems.map(({ path, code }) => [path, code]);
}

describe('the reader of export documents', () => {
  it('fills in what a new flag may leave out', () => {
    const result = readSluice(
      frame({ flags: [{ ...FLAG, configurations: [{ environment: 'x' }] }] }),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        flags: [
          {
            definition: { variants: { on: true, off: false }, risk: 'low', onShutdown: 'off' },
            archived: false,
            configurations: [{ environment: 'x', config: { enabled: false, offVariant: 'off' } }],
          },
        ],
      },
    });
  });

  it('reports every problem of shape with its place', () => {
    const document = frame({
      extra: 1,
      flags: [],
    });
    expect(problems(document)).toEqual([['/document/extra', 'INVALID_REQUEST']]);
    const parts = frame({
      environments: [{ key: 7 }],
      flags: [{ ...FLAG, risk: 'deadly' }, { key: 'b' }],
      segments: [{ key: 'vip', environment: 'x', included: [1] }],
    });
    expect(problems(parts)).toEqual([
      ['/document/environments/0/key', 'INVALID_REQUEST'],
      ['/document/flags/0/risk', 'INVALID_REQUEST'],
      ['/document/flags/1/type', 'INVALID_REQUEST'],
      ['/document/segments/0/included/0', 'INVALID_REQUEST'],
    ]);
    const nested = { ...FLAG, configurations: [{ environment: 'x', enabled: 'yes' }] };
    expect(problems(frame({ flags: [nested] }))).toEqual([
      ['/document/flags/0/configurations/0/enabled', 'INVALID_REQUEST'],
    ]);
  });

  it('refuses what stands in the document twice', () => {
    const twice = [{ environment: 'x' }, { environment: 'x' }];
    const segment = { key: 'vip', environment: 'x' };
    const document = frame({
      environments: [{ key: 'x' }, { key: 'x' }],
      flags: [FLAG, FLAG, { key: 'b', type: 'boolean', configurations: twice }],
      segments: [segment, segment, { ...segment, environment: 'y' }],
    });
    expect(problems(document)).toEqual([
      ['/document/environments/1', 'ALREADY_EXISTS'],
      ['/document/flags/1', 'ALREADY_EXISTS'],
      ['/document/flags/2/configurations/1', 'ALREADY_EXISTS'],
      ['/document/segments/1', 'ALREADY_EXISTS'],
    ]);
  });

  it.each([null, [], 'sluice', 7, {}, { format: 'sluice', schema: 2, flags: [] }])(
    'refuses %j as a document',
    (document) => {
      expect(problems(document).length).toBeGreaterThan(0);
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readSluice(
          frame({ flags: [value], segments: [value], environments: [value] }),
        );
        expect(typeof read.ok).toBe('boolean');
        expect(typeof readSluice(value).ok).toBe('boolean');
      }),
    );
  });
});
