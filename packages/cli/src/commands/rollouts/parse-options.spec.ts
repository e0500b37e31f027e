import { parseGuards } from './parse-guard.js';
import { parseNumber } from './parse-number.js';
import { parseSeconds } from './parse-seconds.js';
import { parseStart } from './parse-start.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const noFile = (): Promise<string> => Promise.reject(new Error('no file was expected'));

describe('parseSeconds', () => {
  it.each([
    ['300', 300],
    ['0.5', 0.5],
    ['90s', 90],
    ['5m', 300],
    ['5 min', 300],
    ['24h', 86_400],
    ['1.5d', 129_600],
  ])('reads %s', (text, seconds) => {
    expect(parseSeconds('--wait', text)).toBe(seconds);
  });

  it.each(['', '-1', '5 weeks', '1e3', 'NaN', '5m30s'])(
    'refuses "%s", naming the option',
    (text) => {
      expect(() => parseSeconds('--wait', text)).toThrow(`--wait ${text} is no stretch of time.`);
    },
  );
});

describe('parseNumber', () => {
  it('reads percentages with and without their sign', () => {
    expect([parseNumber('--to', '10'), parseNumber('--to', '7.5 %')]).toEqual([10, 7.5]);
  });

  it.each(['', 'ten', '1e9', '0x10', '1,5'])('refuses "%s"', (text) => {
    expect(() => parseNumber('--to', text)).toThrow('is no number');
  });
});

describe('parseStart', () => {
  it.each([
    ['2026-11-22T09:00:00+01:00', '2026-11-22T08:00:00.000Z'],
    ['+2h', '2026-11-21T14:00:00.000Z'],
    ['2026-11-22 09:00Z', '2026-11-22T09:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseStart(text, NOW)).toBe(instant);
  });

  it.each(['tomorrow', '+soon', '25:00'])('refuses "%s"', (text) => {
    expect(() => parseStart(text, NOW)).toThrow(/--start-at/);
  });
});

describe('parseGuards', () => {
  it.each([
    [
      'cost=prometheus:main:sum(rate(llm_cost_usd[5m])) > 50',
      {
        id: 'cost',
        metric: 'value',
        source: { kind: 'prometheus', server: 'main', query: 'sum(rate(llm_cost_usd[5m]))' },
        comparison: 'above',
        threshold: 50,
      },
    ],
    [
      'prometheus:main:a{b="c:d"} > b < 0.5 then pause',
      {
        metric: 'value',
        source: { kind: 'prometheus', server: 'main', query: 'a{b="c:d"} > b' },
        comparison: 'below',
        threshold: 0.5,
        action: 'pause',
      },
    ],
    [
      'errors=push:errorRatePercent>2',
      {
        id: 'errors',
        metric: 'errorRatePercent',
        source: { kind: 'push' },
        comparison: 'above',
        threshold: 2,
      },
    ],
    [
      'alive=http:https://shop.example/health?a=1 then step-back',
      {
        id: 'alive',
        metric: 'failures',
        source: { kind: 'http', url: 'https://shop.example/health?a=1' },
        action: 'step-back',
      },
    ],
  ])('reads %s', async (text, guard) => {
    expect(await parseGuards(text, noFile)).toEqual([guard]);
  });

  it('takes JSON as it is, of one or several, also from a file', async () => {
    const file = (path: string): Promise<string> =>
      Promise.resolve(JSON.stringify([{ id: path }, { id: 'b' }]));
    expect(await parseGuards('{"id":"a"}', noFile)).toEqual([{ id: 'a' }]);
    expect(await parseGuards('@guards.json', file)).toEqual([{ id: 'guards.json' }, { id: 'b' }]);
  });

  it.each([
    ['cost', 'is no guard'],
    ['prometheus:main:up', 'has no limit'],
    ['prometheus:up > 1', 'names no Prometheus server'],
    ['{', 'is no JSON'],
  ])('refuses %s', async (text, why) => {
    await expect(parseGuards(text, noFile)).rejects.toThrow(why);
  });
});
