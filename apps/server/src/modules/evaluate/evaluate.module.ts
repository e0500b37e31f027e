import { Module } from '@nestjs/common';
import { EvaluateController } from './evaluate.controller.js';
import { ExplainService } from './explain.service.js';

/** Explains evaluations: context in, full detail out. */
@Module({ controllers: [EvaluateController], providers: [ExplainService] })
export class EvaluateModule {}
