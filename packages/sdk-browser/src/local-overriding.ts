import { LocalOverrides, type Overriding } from '@sluice/sdk-core';
import type { CheckedOptions } from './checked-options.js';

/** What the option `overrides` says, as the engine asks it. */
export function overridingBy(
  code: CheckedOptions['overrides'],
): (warn: (message: string) => void) => Overriding {
  return (warn) => new LocalOverrides({ file: new Map(), env: new Map(), code }, warn);
}
