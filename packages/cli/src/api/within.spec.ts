import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { within } from './within.js';

let silent: Server;
beforeAll((done) => void (silent = createServer().listen(0, '127.0.0.1', done)));
afterAll((done) => {
  silent.close(done);
  silent.closeAllConnections();
});

const ask = (signal: AbortSignal): Promise<Response> =>
  fetch(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, { signal });
const user = new AbortController().signal;

it('ends every wait at its time, whatever the collector has taken', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const timer = setInterval(collect, 10);
  const waits = Array.from({ length: 40 }, () => within(200, user, ask).catch(String));
  const ended = await Promise.all(waits);
  clearInterval(timer);
  expect(new Set(ended)).toEqual(new Set(['TimeoutError: no answer within 200 ms']));
});

it('ends with the signal it was given, also one that was aborted before', async () => {
  const stop = new AbortController();
  const waiting = within(10_000, stop.signal, ask);
  stop.abort(new Error('Ctrl-C'));
  await expect(waiting).rejects.toThrow('Ctrl-C');
  await expect(within(10_000, stop.signal, ask)).rejects.toThrow('Ctrl-C');
});

it('answers what was done', async () => {
  expect(await within(10_000, user, () => Promise.resolve(5))).toBe(5);
});
