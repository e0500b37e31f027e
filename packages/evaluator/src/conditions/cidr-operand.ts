import { isInside, parseAddress, parseCidr } from '../cidr.js';
import { testOperand, type Operand } from './operand.js';

/** `inCidr` (evaluation.md §4). */
export function cidrOperand(values: readonly unknown[]): Operand {
  const blocks = values
    .map((value) => (typeof value === 'string' ? parseCidr(value) : null))
    .filter((block) => block !== null);
  return testOperand((value) => {
    const address = typeof value === 'string' ? parseAddress(value) : null;
    return address !== null && blocks.some((block) => isInside(address, block));
  });
}
