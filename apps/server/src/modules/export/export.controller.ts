import { Controller, Get, Param } from '@nestjs/common';
import { exportDocumentSchema, type ExportDocument } from '@sluice/protocol';
import { Access, Reads } from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import { ExportService } from './export.service.js';

@Controller('api/v1/projects/:project/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: exportDocumentSchema, description: 'Everything of the project as one document' })
  export(@Param('project') project: string, @CurrentActor() actor: Actor): Promise<ExportDocument> {
    return this.exports.export(project, actor);
  }
}
