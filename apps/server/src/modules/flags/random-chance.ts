import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Chance } from './domain/merge-config.js';

const SEEDS = 2 ** 32;

/** Ids and seeds from the system's random numbers. */
@Injectable()
export class RandomChance implements Chance {
  seed(): number {
    return randomInt(SEEDS);
  }

  id(): string {
    return randomUUID();
  }
}
