import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const PER_PROCESS = 5_000;

/** Client processes with `count` raw stream clients in all, every one in sync. */
export async function connectClients({ url, secret, count }) {
  const sizes = [];
  for (let left = count; left > 0; left -= PER_PROCESS) sizes.push(Math.min(left, PER_PROCESS));
  const processes = sizes.map((size) =>
    fork(resolve(import.meta.dirname, 'clients.mjs'), [url, secret, String(size)], {
      serialization: 'advanced',
    }),
  );
  await Promise.all(processes.map((child) => once(child, 'message')));
  return { processes, close: () => closeAll(processes) };
}

async function closeAll(processes) {
  await Promise.all(
    processes.map((child) => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      return exited;
    }),
  );
}

/**
 * Toggles one flag `rounds` times; milliseconds from sending the write, and from its answer, until
 * each client held the change. The commit lies between the two.
 */
export async function measureLatency({ admin, project, clients, rounds }) {
  const sent = [];
  const answered = [];
  for (let round = 0; round < rounds; round++) {
    const arrivals = Promise.all(clients.processes.map((child) => once(child, 'message')));
    const [flag] = project.flags;
    const on = !project.enabled.has(flag);
    const before = process.hrtime.bigint();
    await admin.post(`${project.path}/flags/${flag}/${on ? 'enable' : 'disable'}`);
    const after = process.hrtime.bigint();
    if (on) project.enabled.add(flag);
    else project.enabled.delete(flag);
    for (const [{ times }] of await arrivals) {
      for (const at of times) {
        sent.push(Number(at - before) / 1e6);
        answered.push(Number(at - after) / 1e6);
      }
    }
  }
  return { sent: percentiles(sent), answered: percentiles(answered) };
}

function percentiles(values) {
  const sorted = values.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) };
}
