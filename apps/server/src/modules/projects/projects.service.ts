import { Injectable } from '@nestjs/common';
import type { Project, ProjectPage, ProjectsQuery } from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import type { Actor } from '../auth/index.js';
import { projectOf } from './project.row.js';
import { ProjectsRepository } from './projects.repository.js';

const CURSOR = z.tuple([z.string()]);

/** Reading projects, as far as an actor may see them. */
@Injectable()
export class ProjectsService {
  constructor(private readonly repository: ProjectsRepository) {}

  async list(actor: Actor, query: ProjectsQuery): Promise<ProjectPage> {
    const [afterKey = null] = decodeCursor(query.cursor, CURSOR) ?? [];
    const rows = await this.repository.list({
      archived: query.archived,
      ids: visibleProjects(actor),
      afterKey,
      limit: query.limit + 1,
    });
    return pageFrom(rows, query.limit, ({ key }) => [key], projectOf);
  }

  /** Throws NOT_FOUND for an unknown key. */
  async read(key: string): Promise<Project> {
    const row = await this.repository.byKey(key);
    if (!row) throw new AppError('NOT_FOUND', { project: key });
    return projectOf(row);
  }
}

/** Ids of the projects the actor holds anything in; `null`: all. */
function visibleProjects(actor: Actor): string[] | null {
  const ids = actor.grants.map(({ projectId }) => projectId);
  return ids.some((id) => id === null) ? null : ids.filter((id) => id !== null);
}
