import { AppError } from '../../../platform/errors/app-error.js';
import type { Logger } from '../../../platform/logging/index.js';
import type { Command, CommandOutcome } from '../../commands/index.js';
import { RolloutEngine } from './rollout-engine.js';

const ROUND_MS = 250;

/** Commands as they came; what `failure` answers for a rollout is thrown by its check. */
class FakeExecutor {
  readonly commands: Command[] = [];
  failure: (id: string) => Error | null = () => null;
  /** The first check of this rollout never ends. */
  stuck: string | null = null;

  execute<R>(command: Command): Promise<CommandOutcome<R>> {
    this.commands.push(command);
    if (command.target.id === this.stuck) {
      this.stuck = null;
      return new Promise(() => {});
    }
    const failure = command.kind === 'rollout.check' ? this.failure(command.target.id ?? '') : null;
    return failure
      ? Promise.reject(failure)
      : Promise.resolve({ result: null as R, revisions: {} });
  }

  about(id: string): string[] {
    return this.commands.filter(({ target }) => target.id === id).map(({ kind }) => kind);
  }
}

describe('the engine, with one rollout that cannot be checked', () => {
  const warnings: string[] = [];
  let executor: FakeExecutor;
  let engine: RolloutEngine;
  let breached: string | null;

  beforeEach(() => {
    jest.useFakeTimers();
    warnings.length = 0;
    breached = null;
    executor = new FakeExecutor();
    const due = ['bad', 'good'].map((id) => ({ id, environment: 'e', project: 'p' }));
    const read = <T>(_: string, [left]: readonly unknown[] = []): Promise<T[]> =>
      Promise.resolve(due.filter(({ id }) => !(left as string[]).includes(id)) as T[]);
    engine = new RolloutEngine({
      database: { read },
      executor,
      prober: { probe: () => Promise.resolve() },
      breaches: { isBreached: (id) => Promise.resolve(id === breached) },
      watches: { refresh: () => Promise.reject(new Error('the board fails too')) },
      logger: {
        warn: (_: object, text: string) => warnings.push(text),
        debug: () => undefined,
      } as unknown as Logger,
    });
    engine.onApplicationBootstrap();
  });
  afterEach(async () => {
    await engine.onApplicationShutdown();
    jest.useRealTimers();
  });

  it('checks the others at every round, that one every 10 s, and pauses it after three times', async () => {
    executor.failure = (id) => (id === 'bad' ? new Error('a defect') : null);
    await jest.advanceTimersByTimeAsync(25_000);
    expect(executor.about('good')).toHaveLength(25_000 / ROUND_MS);
    expect(executor.about('bad')).toEqual([
      'rollout.check',
      'rollout.check',
      'rollout.check',
      'rollout.pause',
    ]);
    expect(executor.commands.find(({ kind }) => kind === 'rollout.pause')).toMatchObject({
      payload: { unchecked: true },
      comment: 'It could not be checked 3 times in a row: the server failed, see its log',
    });
    expect(warnings.filter((text) => text.startsWith('a rollout could not'))).toHaveLength(1);
  });

  it('leaves a round that does not end, says so, and goes on', async () => {
    executor.stuck = 'bad';
    await jest.advanceTimersByTimeAsync(29_000);
    expect([executor.about('bad').length, warnings]).toEqual([1, []]);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(executor.about('bad').length).toBeGreaterThan(1);
    expect(warnings[0]).toBe('a round of checks has not ended for 30 s');
  });

  it('tries again at once, and pauses nothing, while the database or a lock is in the way', async () => {
    executor.failure = (id) => (id === 'bad' ? new AppError('WRITE_CONTENTION') : null);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(executor.about('bad')).toEqual(Array.from({ length: 20 }, () => 'rollout.check'));
    executor.failure = () => null;
    await jest.advanceTimersByTimeAsync(ROUND_MS);
    expect(warnings.filter((text) => text.startsWith('a rollout could not'))).toHaveLength(1);
  });

  it('waits behind a long write only as long as nothing is to be taken back', async () => {
    executor.failure = (id) => (id === 'bad' ? new AppError('WRITE_CONTENTION') : null);
    await jest.advanceTimersByTimeAsync(ROUND_MS);
    expect(executor.about('bad')).toEqual(['rollout.check']);
    breached = 'bad';
    await jest.advanceTimersByTimeAsync(ROUND_MS);
    expect(executor.about('bad').slice(1)).toEqual(['rollout.check', 'rollout.check-urgent']);
  });
});
