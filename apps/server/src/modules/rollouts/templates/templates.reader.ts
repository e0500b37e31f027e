import { Injectable } from '@nestjs/common';
import type { RolloutTemplate, RolloutTemplatePage } from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../../platform/http/index.js';
import { PlaceDirectory } from '../../auth/index.js';
import { templateView } from './template.row.js';
import { TemplatesRepository } from './templates.repository.js';

/** How a template is addressed. */
export interface TemplateAddress {
  readonly project: string;
  readonly template: string;
}

const CURSOR = z.tuple([z.string()]);

/** Reading templates. */
@Injectable()
export class TemplatesReader {
  constructor(
    private readonly templates: TemplatesRepository,
    private readonly places: PlaceDirectory,
  ) {}

  /** By key. */
  async list(
    project: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<RolloutTemplatePage> {
    const { projectId } = await this.places.project(project);
    const [after = null] = decodeCursor(cursor, CURSOR) ?? [];
    const rows = await this.templates.page(projectId ?? '', after, limit + 1);
    return pageFrom(rows, limit, ({ key }) => [key], templateView);
  }

  /** Throws NOT_FOUND for unknown keys. */
  async read({ project, template }: TemplateAddress): Promise<RolloutTemplate> {
    const { projectId } = await this.places.project(project);
    const found = await this.templates.find(this.templates.reading, projectId ?? '', template);
    if (found === null) throw new AppError('NOT_FOUND', { project, template });
    return templateView(found);
  }
}
