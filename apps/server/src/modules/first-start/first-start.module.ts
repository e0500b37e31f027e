import { Module } from '@nestjs/common';
import { SeedModule } from '../seed/index.js';
import { FirstStart } from './first-start.js';
import { FirstStartRepository } from './first-start.repository.js';

/** What a new server needs before anybody can use it. */
@Module({
  imports: [SeedModule],
  providers: [FirstStart, FirstStartRepository],
  exports: [FirstStart],
})
export class FirstStartModule {}
