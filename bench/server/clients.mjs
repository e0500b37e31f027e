// A process of raw stream clients: argv url, key, count. Over IPC it tells when all are in sync, and
// for each revision the monotonic nanosecond at which each client had it.
import WebSocket from 'ws';

const [url, key, countText] = process.argv.slice(2);
const count = Number(countText);
const address = `${url.replace(/^http/, 'ws')}/sdk/v1/stream/?EIO=4&transport=websocket`;
const arrivals = new Map();
let synced = 0;

function handshakeOf(index) {
  return JSON.stringify({
    key,
    sdk: 'bench/1.0.0',
    protocol: 1,
    level: 1,
    instance: `bench-${process.pid}-${index}`,
    epoch: null,
    revision: null,
  });
}

function connect(index) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, { perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('message', (data) => {
      const at = process.hrtime.bigint();
      const text = data.toString();
      if (text.startsWith('42["change"')) return arrived(text, at);
      if (text === '2') return socket.send('3');
      if (text.startsWith('0')) return socket.send(`40${handshakeOf(index)}`);
      if (text.startsWith('44')) return reject(new Error(text));
      if (text.startsWith('42["sync"')) {
        synced++;
        resolve(socket);
      }
    });
  });
}

function arrived(text, at) {
  const revision = Number(/"to":(\d+)/.exec(text)?.[1]);
  const times = arrivals.get(revision) ?? [];
  times.push(at);
  arrivals.set(revision, times);
  if (times.length === count) {
    process.send({ type: 'arrived', revision, times });
    arrivals.delete(revision);
  }
}

const BATCH = 50;
for (let index = 0; index < count; index += BATCH) {
  const batch = Array.from({ length: Math.min(BATCH, count - index) }, (_, i) =>
    connect(index + i),
  );
  await Promise.all(batch);
}
process.send({ type: 'synced', synced });
process.on('disconnect', () => process.exit(0));
