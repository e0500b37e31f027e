import type { Handler } from '../../command/action.js';
import { archivePlace, restorePlace, type PlaceKind } from '../../command/archive-place.js';
import type { WriteOptions } from '../../command/write-options.js';
import { pathToProject, withProject } from './find-project.js';

const PROJECT: PlaceKind = {
  noun: 'project',
  where: ({ server }) => Promise.resolve(`on ${server.url}`),
  pathTo: (_context, key) => Promise.resolve(pathToProject(key)),
  within: withProject,
};

/** Archives a project: it stays readable, and nothing in it can be changed. */
export const archiveProject: Handler<WriteOptions> = (context, input) =>
  archivePlace(PROJECT, context, input);

/** Makes an archived project changeable again. */
export const restoreProject: Handler<WriteOptions> = (context, input) =>
  restorePlace(PROJECT, context, input);
