// Many listeners of OFREP's change events on one server: what they cost, and how soon each hears.
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../server/http.mjs';

/** Opens an event stream; `heard` resolves with the time at which the next event came. */
function listen(url) {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url}: ${response.statusCode}`));
      let wake = () => undefined;
      response.setEncoding('utf8').on('data', (text) => {
        if (text.includes('data: ')) wake(performance.now());
      });
      resolve({
        heard: () => new Promise((done) => (wake = done)),
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}

async function openAll(url, count) {
  const streams = [];
  for (let opened = 0; opened < count; opened += 50) {
    const batch = Array.from({ length: Math.min(50, count - opened) }, () => listen(url));
    streams.push(...(await Promise.all(batch)));
  }
  return streams;
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Memory per stream, KiB, and milliseconds from a change's request to its event, over all streams and changes. */
export async function measureStreams(server, { bulk, headers, body, change, count, changes }) {
  const answer = await fetch(bulk, { method: 'POST', headers, body });
  const { eventStreams } = await answer.json();
  const url = new URL(eventStreams[0].endpoint.requestUri, server.url).href;
  await (await listen(url)).close();
  const before = server.rssBytes();
  const streams = await openAll(url, count);
  await pause(1_000);
  const kib = (server.rssBytes() - before) / 1024 / count;
  const latencies = [];
  const answered = [];
  for (let round = 0; round < changes; round++) {
    const waiting = Promise.all(streams.map((stream) => stream.heard()));
    const sent = performance.now();
    await change(round);
    answered.push(performance.now() - sent);
    for (const at of await waiting) latencies.push(at - sent);
    await pause(100);
  }
  for (const stream of streams) stream.close();
  latencies.sort((a, b) => a - b);
  return {
    streams: count,
    'KiB each': Number(kib.toFixed(1)),
    'change answered, ms': Math.round(median(answered)),
    'event, median ms': Math.round(percentile(latencies, 0.5)),
    'event, p99 ms': Math.round(percentile(latencies, 0.99)),
  };
}
