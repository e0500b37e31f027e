import type { Handler } from '../../command/action.js';
import { archivePlace, restorePlace, type PlaceKind } from '../../command/archive-place.js';
import type { WriteOptions } from '../../command/write-options.js';
import { pathToEnvironment, withEnvironment } from './find-environment.js';

const ENVIRONMENT: PlaceKind = {
  noun: 'environment',
  where: async (context) => `of ${await context.project()}`,
  pathTo: pathToEnvironment,
  within: withEnvironment,
};

/** Archives an environment: it stays readable, and nothing in it can be changed. */
export const archiveEnvironment: Handler<WriteOptions> = (context, input) =>
  archivePlace(ENVIRONMENT, context, input);

/** Makes an archived environment changeable again. */
export const restoreEnvironment: Handler<WriteOptions> = (context, input) =>
  restorePlace(ENVIRONMENT, context, input);
