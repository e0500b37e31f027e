/** Where overrides of this process come from, strongest first: file, env, code (api.md). */
export interface OverrideSources {
  /** Variables of the overrides file. */
  readonly file: ReadonlyMap<string, string>;
  /** Variables of the process. */
  readonly env: ReadonlyMap<string, string>;
  /** Given in code: flag key, or `EMERGENCY_SHUTDOWN`, to a boolean or the name of a variant. */
  readonly code: ReadonlyMap<string, boolean | string>;
}

/** How a source is called when talking to people. */
export const SOURCE_NAMES = {
  file: 'the overrides file',
  env: 'the environment',
  code: 'the option `overrides`',
} as const;
