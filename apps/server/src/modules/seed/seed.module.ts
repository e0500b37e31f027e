import { Module } from '@nestjs/common';
import { ImportModule } from '../import/index.js';
import { GenesisSeed } from './genesis-seed.js';

/** What the first start puts into an empty database. */
@Module({ imports: [ImportModule], providers: [GenesisSeed], exports: [GenesisSeed] })
export class SeedModule {}
