import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  importReportSchema,
  importRequestSchema,
  type ImportReport,
  type ImportRequest,
} from '@sluice/protocol';
import {
  Access,
  BodyLimit,
  Context,
  IMPORT_BODY_LIMIT,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import type { CommandOutcome } from '../commands/index.js';
import { ImportService } from './import.service.js';

@Controller('api/v1/projects/:project/import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @Access({ role: 'editor', scope: 'project' })
  @BodyLimit(IMPORT_BODY_LIMIT)
  @Sends({
    schema: importReportSchema,
    description: 'Everything was imported; what became of each item',
    errors: ['IMPORT_REFUSED', 'IMPORT_FORMAT_UNKNOWN'],
  })
  import(
    @Param('project') project: string,
    @Body({ schema: importRequestSchema }) request: ImportRequest,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<ImportReport>> {
    return this.imports.import(project, request, context);
  }
}
