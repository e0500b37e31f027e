// As many processes that simulate as there are cores; each takes the next job when it is done with one.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

/** Runs jobs in their order, on all cores. */
export class Simulators {
  #jobs = [];
  #waiting = new Map();
  #idle = [];
  #children = [];
  #sent = 0;

  constructor(count = availableParallelism()) {
    for (let index = 0; index < count; index++) this.#begin();
  }

  #begin() {
    const child = fork(resolve(import.meta.dirname, 'simulator.mjs'));
    this.#children.push(child);
    child.on('message', ({ id, result }) => {
      this.#waiting.get(id)?.done(result);
      this.#waiting.delete(id);
      this.#idle.push(child);
      this.#next();
    });
    child.on('exit', (code) => {
      const died = new Error(`a process that simulates has ended with ${code}`);
      for (const { failed } of this.#waiting.values()) failed(died);
    });
  }

  #next() {
    while (this.#jobs.length > 0 && this.#idle.length > 0)
      this.#idle.shift().send(this.#jobs.shift());
  }

  /** What the simulation says, some time. */
  run(name, ...values) {
    const id = ++this.#sent;
    const result = new Promise((done, failed) => this.#waiting.set(id, { done, failed }));
    // Somebody asks for it later, perhaps after it has failed.
    result.catch(() => {});
    this.#jobs.push({ id, name, values });
    this.#next();
    return result;
  }

  /** The same for so many runs, `portion` at a time, with seeds from `firstSeed` on; ends are added up. */
  ends(name, what, { runs, portion, firstSeed, more = [] }) {
    const parts = [];
    for (let done = 0; done < runs; done += portion)
      parts.push(this.run(name, what, Math.min(portion, runs - done), ...more, firstSeed + done));
    const sum = Promise.all(parts).then((all) => {
      const ends = {};
      for (const part of all)
        for (const [code, count] of Object.entries(part)) ends[code] = (ends[code] ?? 0) + count;
      return ends;
    });
    sum.catch(() => {});
    return sum;
  }

  end() {
    for (const child of this.#children) child.removeAllListeners('exit').disconnect();
  }
}
