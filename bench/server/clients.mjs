// A process of raw stream clients: argv url, key, count. Over IPC it tells when all are in sync, and
// for each revision the monotonic nanosecond at which each client had it.
import { openRawStreams } from './raw-stream.mjs';

const [url, key, countText] = process.argv.slice(2);
const count = Number(countText);
const arrivals = new Map();

function heard(text, at) {
  const revision = Number(/"to":(\d+)/.exec(text)?.[1]);
  const times = arrivals.get(revision) ?? [];
  times.push(at);
  arrivals.set(revision, times);
  if (times.length === count) {
    process.send({ type: 'arrived', revision, times });
    arrivals.delete(revision);
  }
}

await openRawStreams(count, { url, key, heard });
process.send({ type: 'synced', synced: count });
process.on('disconnect', () => process.exit(0));
