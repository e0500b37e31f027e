import { Injectable } from '@nestjs/common';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Guard } from '../domain/guards/guard.js';
import { guardsOf, type GuardRequest } from '../domain/guards/guards-of.js';
import { isAsked, SourceReader } from './source-reader.js';
import { refusedAddress, SourceRules } from './source-rules.js';

/** Most time that a guard’s window and the check interval may have; here only the sources matter. */
const ANY_INTERVAL_MS = 500;

/** Whether the sources of a rollout that is about to start can be read; asked outside of any transaction. */
@Injectable()
export class StartSources {
  constructor(
    private readonly rules: SourceRules,
    private readonly reader: SourceReader,
  ) {}

  /** Throws ROLLOUT_NO_DATA, with what was wrong, for the first source that gives no reading. */
  async requireReadings(requests: readonly GuardRequest[]): Promise<void> {
    const built = guardsOf(requests, ANY_INTERVAL_MS);
    // What is wrong with them is said by the start itself.
    if (!built.ok) return;
    this.rules.require(built.guards);
    await Promise.all(built.guards.map((guard) => this.#require(guard)));
  }

  async #require({ id, source }: Guard): Promise<void> {
    if (!isAsked(source)) return;
    const reading = await this.reader.read(source);
    if (reading.value !== undefined) return;
    if (reading.refused === true) throw refusedAddress(id, reading.silent);
    const details = { guard: id, source: source.kind, problem: reading.silent };
    const message = `Guard ${id} has no data: ${reading.silent}. Connect its source first, or send allowNoData: true.`;
    throw new AppError('ROLLOUT_NO_DATA', details, { message });
  }
}
