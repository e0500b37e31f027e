import { Controller, Get, Res } from '@nestjs/common';
import { healthSchema, readinessSchema, type Health, type Readiness } from '@sluice/protocol';
import type { FastifyReply } from 'fastify';
import { Public, Reads } from '../../platform/http/index.js';
import { SERVER_VERSION } from '../../platform/version.js';
import { ReadinessProbe } from './readiness.js';

/** Whether this process lives, and whether it should be sent requests. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: ReadinessProbe) {}

  @Get('health')
  @Public()
  @Reads({ schema: healthSchema, description: 'The process answers' })
  health(): Health {
    return { status: 'alive', version: SERVER_VERSION };
  }

  @Get('ready')
  @Public()
  @Reads({
    schema: readinessSchema,
    description:
      'Whether flags are served, and what is wrong with it; 503 while there is nothing to serve. With the database away it stays 200: SDKs are served from memory',
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness.probe();
    if (readiness.status === 'unavailable') void reply.status(503);
    return readiness;
  }
}
