import { usageError } from '../../command/cli-error.js';
import type { DefinitionOptions } from './definition-options.js';

/** Members of a flag that the options name; what they do not name is absent. */
export function definitionOf(
  options: DefinitionOptions,
  type: string | undefined,
): Record<string, unknown> {
  const { variant, name, description, owner, tag, risk, requires } = options;
  const members = {
    variants: variant === undefined ? undefined : variantsOf(variant, type),
    name,
    description,
    owner,
    tags: tag,
    risk,
    prerequisites: requires === undefined ? undefined : prerequisitesOf(requires),
    onShutdown: options.onShutdown,
    clientVisible: options.clientVisible,
    temporary: options.temporary,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function variantsOf(given: readonly string[], type: string | undefined): Record<string, unknown> {
  return Object.fromEntries(
    given.map((one) => {
      const at = one.indexOf('=');
      if (at < 1) throw usageError(`--variant ${one} is not of the form name=value.`);
      return [one.slice(0, at), valueOf(one.slice(at + 1), type)];
    }),
  );
}

/** JSON where it is some that the type allows, else the text itself: `red` means `"red"`. */
function valueOf(text: string, type: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return type === 'string' && typeof value !== 'string' ? text : value;
  } catch {
    return text;
  }
}

function prerequisitesOf(given: readonly string[]): unknown[] {
  if (given.length === 1 && given[0] === 'none') return [];
  return given.map((one) => {
    const [flag, wanted = 'on'] = one.split('=');
    if (wanted === 'on' || wanted === 'off') return { flag, state: wanted };
    return { flag, variants: wanted.split(',') };
  });
}
