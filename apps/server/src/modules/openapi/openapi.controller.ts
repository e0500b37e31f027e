import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public, Reads } from '../../platform/http/index.js';
import { OpenApiService } from './openapi.service.js';

const documentSchema = z.looseObject({ openapi: z.string(), paths: z.looseObject({}) });

@Controller('api/openapi.json')
export class OpenApiController {
  constructor(private readonly openApi: OpenApiService) {}

  @Get()
  @Public()
  @Reads({ schema: documentSchema, description: 'This document: OpenAPI 3.1' })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', 'application/json; charset=utf-8');
    return this.openApi.document();
  }
}
