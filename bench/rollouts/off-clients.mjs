// A process of raw stream clients: argv url, key, count. Over IPC it tells when all are in sync, and
// for each flag that is switched off the monotonic nanoseconds at which the clients had that.
import { openRawStreams } from '../server/raw-stream.mjs';

const [url, key, countText] = process.argv.slice(2);
const count = Number(countText);
const offs = new Map();
/** Flags that were on, by client: a flag is created off. */
const on = new Set();

function heard(text, at, instance) {
  const flag = /"put":\{"key":"([^"]+)"/.exec(text)?.[1];
  const id = `${instance}/${flag}`;
  if (text.includes('"enabled":true')) return on.add(id);
  if (!on.delete(id)) return;
  const times = offs.get(flag) ?? [];
  times.push(at);
  offs.set(flag, times);
  if (times.length === count) process.send({ type: 'off', flag, times });
}

await openRawStreams(count, { url, key, heard });
process.send({ type: 'synced' });
process.on('disconnect', () => process.exit(0));
