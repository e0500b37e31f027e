import type { DeployOptions } from './deploy-options.js';
import { deployRequest } from './deploy-request.js';

const SOURCES = {
  now: Date.parse('2026-11-21T12:00:00Z'),
  fileText: () => Promise.reject(new Error('no file was expected')),
};
const request = (options: Partial<DeployOptions>) =>
  deployRequest('ramp', { readings: 'telemetry', guards: true, ...options }, SOURCES);

it('leaves to the server what was not said', async () => {
  expect(await request({})).toEqual({ flag: 'ramp' });
});

it('translates the command of the guide', async () => {
  const options = {
    strategy: 'safe',
    wait: '300',
    errorThreshold: '1.0',
    latencyThreshold: '500',
    alsoDisable: ['a,b', 'c'],
  };
  expect(await request(options)).toEqual({
    flag: 'ramp',
    strategy: 'safe',
    waitSeconds: 300,
    alsoDisable: ['a', 'b', 'c'],
    guards: [
      { id: 'error-rate', metric: 'errorRatePercent', source: { kind: 'telemetry' }, threshold: 1 },
      { id: 'latency-p95', metric: 'latencyP95Ms', source: { kind: 'telemetry' }, threshold: 500 },
    ],
  });
});

it('keeps the other usual guard where only one threshold is given', async () => {
  expect(await request({ errorThreshold: '2' })).toMatchObject({
    guards: [{ id: 'error-rate', threshold: 2 }, { id: 'latency-p95' }],
  });
});

it('takes steps as a strategy of their own', async () => {
  expect(await request({ steps: '0,5,20,100', wait: '2' })).toMatchObject({
    strategy: 'custom',
    steps: '0,5,20,100',
  });
});

it('adds guards to the usual ones, and watches only them with --no-guards', async () => {
  const guard = ['cost=prometheus:main:spent > 50'];
  const all = (await request({ guard })).guards as { id: string }[];
  expect(all.map(({ id }) => id)).toEqual(['error-rate', 'latency-p95', 'cost']);
  const only = (await request({ guard, guards: false })).guards as { id: string }[];
  expect(only.map(({ id }) => id)).toEqual(['cost']);
  expect(await request({ guards: false })).toMatchObject({ guards: [] });
});
