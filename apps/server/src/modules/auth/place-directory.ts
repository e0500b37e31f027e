import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { Database } from '../../platform/database/database.js';
import type { Place } from './domain/place.js';

const PROJECT = 'SELECT id FROM projects WHERE key = $1';
const ENVIRONMENT = `SELECT p.id AS project_id, e.id FROM projects p
  JOIN environments e ON e.project_id = p.id WHERE p.key = $1 AND e.key = $2`;
const KEPT_MS = 60_000;
const MAX_KEPT = 10_000;

interface Kept {
  readonly place: Place;
  readonly until: number;
}

/**
 * Ids of projects and environments by their keys. Keys are immutable and never reused, so that an
 * answer is kept for a minute; what does not exist is asked for each time.
 */
@Injectable()
export class PlaceDirectory {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly database: Database) {}

  /** Throws NOT_FOUND for an unknown key. */
  async project(project: string): Promise<Place> {
    return this.remembered(JSON.stringify([project]), async () => {
      const [row] = await this.database.read<{ id: string }>(PROJECT, [project]);
      if (!row) throw new AppError('NOT_FOUND', { project });
      return { projectId: row.id, environmentId: null };
    });
  }

  /** Throws NOT_FOUND for an unknown key. */
  async environment(project: string, environment: string): Promise<Place> {
    return this.remembered(JSON.stringify([project, environment]), async () => {
      const [row] = await this.database.read<{ id: string; project_id: string }>(ENVIRONMENT, [
        project,
        environment,
      ]);
      if (!row) throw new AppError('NOT_FOUND', { project, environment });
      return { projectId: row.project_id, environmentId: row.id };
    });
  }

  private async remembered(name: string, load: () => Promise<Place>): Promise<Place> {
    const now = performance.now();
    const known = this.kept.get(name);
    if (known && known.until > now) return known.place;
    const place = await load();
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(name, { place, until: now + KEPT_MS });
    return place;
  }
}
