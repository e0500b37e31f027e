import { Injectable } from '@nestjs/common';
import type { Environment, EnvironmentPage, EnvironmentsQuery } from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import { PlaceDirectory, type Actor } from '../auth/index.js';
import { visibleEnvironments } from './domain/visible-environments.js';
import { environmentOf } from './environment.row.js';
import { EnvironmentsRepository } from './environments.repository.js';

const CURSOR = z.tuple([z.int(), z.string()]);

/** Reading environments, as far as an actor may see them. */
@Injectable()
export class EnvironmentsService {
  constructor(
    private readonly repository: EnvironmentsRepository,
    private readonly places: PlaceDirectory,
  ) {}

  async list(actor: Actor, project: string, query: EnvironmentsQuery): Promise<EnvironmentPage> {
    const { projectId } = await this.places.project(project);
    const rows = await this.repository.list({
      project,
      archived: query.archived,
      ids: visibleEnvironments(actor.grants, projectId),
      after: decodeCursor(query.cursor, CURSOR),
      limit: query.limit + 1,
    });
    return pageFrom(rows, query.limit, ({ position, key }) => [position, key], environmentOf);
  }

  /** Throws NOT_FOUND for an unknown key. */
  async read(project: string, environment: string): Promise<Environment> {
    const row = await this.repository.byKey(project, environment);
    if (!row) throw new AppError('NOT_FOUND', { project, environment });
    return environmentOf(row);
  }
}
