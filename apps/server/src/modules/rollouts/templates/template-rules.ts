import { Injectable } from '@nestjs/common';
import type { RolloutPlan } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import { settingsFrom } from '../domain/settings-from.js';
import { SourceRules } from '../sources/source-rules.js';

const TEMPLATE_KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** What may be saved as a template: whatever a start could make a rollout of. */
@Injectable()
export class TemplateRules {
  constructor(private readonly sources: SourceRules) {}

  requireKey(key: string): void {
    if (TEMPLATE_KEY.test(key)) return;
    const message = `"${key.slice(0, 140)}" is no template key; it is 1–128 letters, digits, dots, underscores or hyphens and starts with a letter or digit.`;
    throw new AppError('INVALID_KEY', { key: key.slice(0, 140) }, { message });
  }

  /** Throws what a start would say of the plan; how long to wait may still be left open. */
  requirePlan(plan: RolloutPlan): void {
    const facts = { now: 0, flag: '', onRollback: 'rule', variants: [], template: null } as const;
    const built = settingsFrom({ waitSeconds: 60, ...plan }, facts);
    if (!built.ok) throw new AppError(built.code, {}, { message: built.message });
    this.sources.require(built.settings.guards);
  }
}
