import { Injectable } from '@nestjs/common';
import type { WriteUnit } from '../../commands/index.js';
import { recordTemplate } from './record-template.js';
import { TemplatesRepository, type TemplateState } from './templates.repository.js';

/** Writes templates that were judged already, as an import brings them. */
@Injectable()
export class TemplateWriter {
  constructor(private readonly templates: TemplatesRepository) {}

  /** Creates or replaces the template of this key. */
  async bring(unit: WriteUnit, key: string, state: TemplateState): Promise<void> {
    const place = { projectId: unit.project?.id ?? '', key, now: unit.now };
    const present = await this.templates.find(unit.sql, place.projectId, key);
    const saved = await this.templates.save(unit.sql, place, state);
    recordTemplate(unit, 'rollout-template.import', present, saved);
  }
}
