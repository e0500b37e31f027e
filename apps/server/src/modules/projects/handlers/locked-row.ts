import { AppError } from '../../../platform/errors/app-error.js';
import type { WriteUnit } from '../../commands/index.js';
import type { ProjectRow } from '../project.row.js';
import type { ProjectsRepository } from '../projects.repository.js';

/** The whole row of the project that the unit has locked. */
export async function lockedRow(
  unit: WriteUnit,
  repository: ProjectsRepository,
): Promise<ProjectRow> {
  const row = unit.project && (await repository.byId(unit.sql, unit.project.id));
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}
