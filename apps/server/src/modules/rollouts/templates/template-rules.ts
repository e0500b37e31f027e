import { Injectable } from '@nestjs/common';
import type { RolloutPlan } from '@sluice/protocol';
import { throwProblems } from '../../targeting/index.js';
import { guardsOf } from '../domain/guards/guards-of.js';
import { checkTemplate } from '../domain/plan/check-template.js';
import { SourceRules } from '../sources/source-rules.js';

const ANY_INTERVAL_MS = 500;

/** What may be saved as a template: whatever a start could make a rollout of. */
@Injectable()
export class TemplateRules {
  constructor(private readonly sources: SourceRules) {}

  /** Throws what a start would say of the plan, and of the places its guards ask. */
  require(key: string, plan: RolloutPlan): void {
    throwProblems(checkTemplate(key, plan));
    const built = guardsOf(plan.guards ?? [], ANY_INTERVAL_MS);
    if (built.ok) this.sources.require(built.guards);
  }
}
