import { Module } from '@nestjs/common';
import { RewindGuard } from './rewind-guard.js';

/** Notices restored backups. */
@Module({ providers: [RewindGuard] })
export class RewindModule {}
