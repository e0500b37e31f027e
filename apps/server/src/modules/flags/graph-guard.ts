import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { WriteUnit } from '../commands/index.js';
import { throwProblems, type Problem } from '../targeting/index.js';
import { checkGraph } from './domain/graph/check-graph.js';
import type { FlagReference } from './domain/graph/graph-flag.js';
import { GraphsRepository } from './graphs.repository.js';

/** One flag that depends on another, and where. */
export interface Dependent extends FlagReference {
  /** Key of the dependent flag. */
  readonly dependent: string;
  readonly environment: string;
}

/** Guards the hierarchies of the locked environments (evaluation.md §8). */
@Injectable()
export class GraphGuard {
  constructor(private readonly graphs: GraphsRepository) {}

  /** Throws what stands against the hierarchy as the tables now have it, as far as these flags bring it in. */
  async requireSound(unit: WriteUnit, changed: readonly string[]): Promise<void> {
    throwProblems(await this.problems(unit, changed));
  }

  /** The same as a list; each problem once, although several environments may have it. */
  async problems(unit: WriteUnit, changed: readonly string[]): Promise<Problem[]> {
    const found = new Map<string, Problem>();
    for (const [environmentId, graph] of await this.load(unit)) {
      const environment = unit.environments.get(environmentId)?.key ?? '';
      for (const problem of checkGraph(graph, changed)) {
        const details = { ...problem.details, environment };
        if (!found.has(problem.message)) found.set(problem.message, { ...problem, details });
      }
    }
    return [...found.values()];
  }

  /** Every live flag that names this one, once per environment and reference. */
  async dependents(unit: WriteUnit, key: string): Promise<Dependent[]> {
    const found: Dependent[] = [];
    for (const [environmentId, graph] of await this.load(unit)) {
      const environment = unit.environments.get(environmentId)?.key ?? '';
      for (const child of graph.values())
        for (const reference of child.references)
          if (reference.flag === key && child.key !== key)
            found.push({ ...reference, dependent: child.key, environment });
    }
    return found;
  }

  /** Throws `REQUIRED_BY_OTHERS`, naming them, where live flags name this one. */
  async requireUnused(unit: WriteUnit, key: string): Promise<void> {
    const dependents = await this.dependents(unit, key);
    if (dependents.length === 0) return;
    const names = [...new Set(dependents.map(({ dependent }) => dependent))];
    throw new AppError(
      'REQUIRED_BY_OTHERS',
      { flag: key, dependents },
      {
        message: `${key} is required by ${names.join(', ')}. Remove it from their prerequisites and conditions first.`,
      },
    );
  }

  private async load(unit: WriteUnit) {
    if (unit.project === null) throw new Error('flags belong to a project');
    return this.graphs.load(unit.sql, unit.project.id, [...unit.environments.keys()]);
  }
}
