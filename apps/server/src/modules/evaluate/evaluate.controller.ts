import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  evaluateRequestSchema,
  evaluateResponseSchema,
  type EvaluateRequest,
  type EvaluateResponse,
} from '@sluice/protocol';
import { Access, Reads } from '../../platform/http/index.js';
import { ExplainService } from './explain.service.js';

@Controller('api/v1/projects/:project/environments/:environment/evaluate')
export class EvaluateController {
  constructor(private readonly explaining: ExplainService) {}

  @Post()
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({
    schema: evaluateResponseSchema,
    description: 'What is decided for this context, and why',
    errors: ['SNAPSHOT_UNAVAILABLE'],
  })
  evaluate(
    @Param() place: { project: string; environment: string },
    @Body({ schema: evaluateRequestSchema }) request: EvaluateRequest,
  ): Promise<EvaluateResponse> {
    return this.explaining.explain(place, request);
  }
}
