import { watchTimeoutMs } from './watch-options.js';

it('watches without end, or as long as it is told', () => {
  expect(watchTimeoutMs({ watch: true })).toBe(Infinity);
  expect(watchTimeoutMs({})).toBe(Infinity);
  expect(watchTimeoutMs({ watch: true, timeout: '90s' })).toBe(90_000);
  expect(watchTimeoutMs({ watch: true, timeout: '2h' })).toBe(7_200_000);
});

it.each([
  ['soon', true, '--timeout soon is no stretch of time.'],
  ['-5', true, '--timeout -5 is no stretch of time.'],
  ['0', true, '--timeout 0 would see nothing.'],
  ['5m', false, 'nothing is watched without --watch'],
])('refuses --timeout %s (watching: %s)', (timeout, watch, message) => {
  expect(() => watchTimeoutMs({ watch, timeout })).toThrow(message);
});
