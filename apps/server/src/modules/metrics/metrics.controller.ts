import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public, Reads } from '../../platform/http/index.js';
import { ServerMetrics } from './server-metrics.js';

/** For Prometheus. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: ServerMetrics) {}

  @Get()
  @Public()
  @Reads({ schema: z.string(), description: 'Metrics in the text format of Prometheus' })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }
}
