import { Injectable } from '@nestjs/common';
import type { Flag, FlagHistory, FlagPage, FlagsQuery } from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import { PlaceDirectory, roleAt, type Actor } from '../auth/index.js';
import { definitionOfRow } from './flag.rows.js';
import { flagView, type FlagState } from './flag-views.js';
import { FlagsReader, type ListedFlagRow } from './flags.reader.js';
import { historyPage } from './history-page.js';
import { HistoryRepository } from './history.repository.js';

const CURSOR = z.tuple([z.string()]);

/** How a page of a list is asked for. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Reading flags: what is the same in all environments. */
@Injectable()
export class FlagsService {
  constructor(
    private readonly places: PlaceDirectory,
    private readonly reader: FlagsReader,
    private readonly history: HistoryRepository,
  ) {}

  /** Flags by key; of their environments, those the actor may see. */
  async list(actor: Actor, project: string, query: FlagsQuery): Promise<FlagPage> {
    const { projectId } = await this.places.project(project);
    const [after = null] = decodeCursor(query.cursor, CURSOR) ?? [];
    const rows = await this.reader.page({ ...query, projectId, after, limit: query.limit + 1 });
    return pageFrom(
      rows,
      query.limit,
      ({ key }) => [key],
      (row) => flagOf(actor, row),
    );
  }

  /** Throws NOT_FOUND for an unknown key; archived flags can be read. */
  async read(actor: Actor, project: string, key: string): Promise<Flag> {
    return flagOf(actor, await this.row(project, key));
  }

  /** Versions of the definition, newest first, each with the state before it. */
  async versions(project: string, key: string, query: PageQuery): Promise<FlagHistory> {
    const { id } = await this.row(project, key);
    return historyPage(this.history, { flagId: id, environmentId: null }, query);
  }

  private async row(project: string, key: string): Promise<ListedFlagRow> {
    const { projectId } = await this.places.project(project);
    const row = await this.reader.find(projectId, key);
    if (row === null) throw new AppError('NOT_FOUND', { project, flag: key });
    return row;
  }
}

function flagOf(actor: Actor, { environments, project_id, ...row }: ListedFlagRow): Flag {
  const states: Record<string, FlagState> = {};
  for (const { id, key, enabled, warnings, version } of environments) {
    const place = { projectId: project_id, environmentId: id };
    if (roleAt(actor.grants, place) !== null) states[key] = { enabled, warnings, version };
  }
  return flagView(definitionOfRow(row), states);
}
