import { pathOf } from './api-request.js';

it.each([
  ['checkout', '/flags/checkout/archive'],
  ['a/../b', '/flags/a%2F..%2Fb/archive'],
  ['...', '/flags/.../archive'],
  ['?x=1#y', '/flags/%3Fx%3D1%23y/archive'],
])('keeps %s one segment of a path', (key, path) => {
  const made = pathOf`/flags/${key}/archive`;
  expect(made).toBe(path);
  expect(new URL(made, 'http://x').pathname).toBe(path);
});

it.each(['', '.', '..'])('refuses %j, which would name something above', (key) => {
  expect(() => pathOf`/flags/${key}/archive`).toThrow('is no key or id of anything');
});
