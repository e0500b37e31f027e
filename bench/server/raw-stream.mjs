import WebSocket from 'ws';

/**
 * A stream spoken by hand, which costs a tenth of a real SDK: resolves once it is in sync. `heard` is
 * told of every message after that, as text, with the monotonic nanosecond at which it came and the instance.
 */
export function openRawStream({ url, key, instance, heard }) {
  const address = `${url.replace(/^http/, 'ws')}/sdk/v1/stream/?EIO=4&transport=websocket`;
  const auth = { key, sdk: 'bench/1.0.0', protocol: 1, level: 1, instance };
  const handshake = JSON.stringify({ ...auth, epoch: null, revision: null });
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, { perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('message', (data) => {
      const at = process.hrtime.bigint();
      const text = data.toString();
      if (text.startsWith('42["change"')) return heard(text, at, instance);
      if (text === '2') return socket.send('3');
      if (text.startsWith('0')) return socket.send(`40${handshake}`);
      if (text.startsWith('44')) return reject(new Error(text));
      if (text.startsWith('42["sync"')) resolve(socket);
    });
  });
}

const AT_ONCE = 50;

/** `count` raw streams, a few at a time. */
export async function openRawStreams(count, stream) {
  for (let index = 0; index < count; index += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - index) }, (_, i) =>
      openRawStream({ ...stream, instance: `bench-${process.pid}-${index + i}` }),
    );
    await Promise.all(batch);
  }
}
