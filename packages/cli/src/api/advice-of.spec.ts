import { adviceOf } from './advice-of.js';

it.each([
  [{ flag: 'checkout' }, 'sluice flags restore checkout'],
  [{ project: 'shop', environment: 'dev' }, 'sluice environments restore dev --project shop'],
  [{ project: 'shop' }, 'sluice projects restore shop'],
])('says how to restore what is archived: %j', (details, command) => {
  expect(adviceOf(409, { code: 'ARCHIVED', details })).toBe(`Restore it first: ${command}`);
});

it('says which command lists the templates there are', () => {
  const refusal = { code: 'NOT_FOUND', details: { template: 'weekley' } };
  expect(adviceOf(404, refusal)).toBe('sluice rollouts templates list');
});

it('has nothing to add to most refusals', () => {
  expect(adviceOf(422, { code: 'UNKNOWN_SEGMENT', details: {} })).toBeNull();
});
