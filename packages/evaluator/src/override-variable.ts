/** A variable that begins like this may override a flag of any type (api.md, "Environment of the server process"). */
export const FLAG_VARIABLE_PREFIX = 'SLUICE_FLAG_';

/** The variable that shuts everything down, in the environment and in an overrides file. */
export const SHUTDOWN_VARIABLE = 'EMERGENCY_SHUTDOWN';

const NEVER_BARE = new Set([
  SHUTDOWN_VARIABLE,
  'PORT',
  'HOST',
  'CI',
  'DEBUG',
  'NODE_ENV',
  'PATH',
  'HOME',
  'DATABASE_URL',
  'LOG_LEVEL',
  'LOG_FORMAT',
  'CORS_ORIGINS',
]);

/** The bare variable of a flag: its key in upper case, every other character `_`. */
export function overrideVariableOf(flagKey: string): string {
  return flagKey.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** Whether a variable never overrides a flag by its bare name: Sluice's own and a few that every system sets. */
export function isReservedVariable(name: string): boolean {
  return NEVER_BARE.has(name) || name.startsWith('SLUICE_');
}
