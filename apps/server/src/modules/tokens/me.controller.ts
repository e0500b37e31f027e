import { Controller, Get } from '@nestjs/common';
import { meSchema, type Me } from '@sluice/protocol';
import { Access, Reads } from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import { MeService } from './me.service.js';

@Controller('api/v1/me')
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'none' })
  @Reads({ schema: meSchema, description: 'Who this credential stands for, and what it may do' })
  read(@CurrentActor() actor: Actor): Promise<Me> {
    return this.me.read(actor);
  }
}
