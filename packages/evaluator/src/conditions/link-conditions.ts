import { attributeNamed } from '../attribute.js';
import { compileOperand } from './compile-operand.js';
import { FLAG, SEGMENT } from './step-kind.js';
import { NO_SUBJECT, Step, type Exits } from './step.js';
import { compileRequirement } from '../requirement.js';
import { isArray, isOptionalBoolean, isRecord, type WireRecord } from '../wire.js';
import type { Links } from '../links.js';

/** Nesting beyond this counts as unknown; what the server accepts ends at 16 (evaluation.md §8). */
const MAX_DEPTH = 64;

const FORMS = ['attribute', 'segment', 'flag', 'all', 'any', 'not'] as const;

/** Thrown, and caught in this file, where a condition holds something unknown. */
class UnknownCondition extends Error {
  override readonly name = 'UnknownCondition';
}

/**
 * The first of the steps that lead to `yes` where all conditions hold, else to `no`; null where
 * they hold anything unknown, so that the rule never matches. Without `links` (in a segment) flag
 * and segment conditions are unknown.
 */
export function linkConditions(wire: unknown, exits: Exits, links: Links | null): Step | null {
  try {
    return linkAll(wire, exits, new Linker(links));
  } catch (thrown) {
    if (thrown instanceof UnknownCondition) return null;
    throw thrown;
  }
}

class Linker {
  constructor(
    readonly links: Links | null,
    readonly depth = 0,
  ) {}

  deeper(): Linker {
    if (this.depth >= MAX_DEPTH) throw new UnknownCondition();
    return new Linker(this.links, this.depth + 1);
  }
}

function linkAll(wire: unknown, exits: Exits, linker: Linker): Step {
  if (!isArray(wire)) throw new UnknownCondition();
  return wire.reduceRight<Step>(
    (next, part) => link(part, { yes: next, no: exits.no }, linker),
    exits.yes,
  );
}

function linkAny(wire: unknown, exits: Exits, linker: Linker): Step {
  if (!isArray(wire)) throw new UnknownCondition();
  return wire.reduceRight<Step>(
    (next, part) => link(part, { yes: exits.yes, no: next }, linker),
    exits.no,
  );
}

function link(wire: unknown, exits: Exits, linker: Linker): Step {
  if (!isRecord(wire)) throw new UnknownCondition();
  const forms = FORMS.filter((form) => Object.hasOwn(wire, form));
  if (forms.length !== 1) throw new UnknownCondition();
  switch (forms[0]) {
    case 'all':
      return linkAll(wire.all, exits, linker.deeper());
    case 'any':
      return linkAny(wire.any, exits, linker.deeper());
    case 'not':
      return link(wire.not, { yes: exits.no, no: exits.yes }, linker.deeper());
    case 'attribute':
      return linkLeaf(wire, exits);
    default:
      return linkReference(wire, exits, linker.links);
  }
}

function linkLeaf(wire: WireRecord, exits: Exits): Step {
  const operand = compileOperand(wire);
  if (operand === null || typeof wire.attribute !== 'string') throw new UnknownCondition();
  const attribute = attributeNamed(wire.attribute);
  const negate = isNegated(wire);
  return new Step(operand.kind, { ...NO_SUBJECT, attribute, negate, operand }, exits);
}

function linkReference(wire: WireRecord, exits: Exits, links: Links | null): Step {
  if (links === null) throw new UnknownCondition();
  const negate = isNegated(wire);
  if (typeof wire.segment === 'string') {
    const segment = links.segment(wire.segment);
    return new Step(SEGMENT, { ...NO_SUBJECT, negate, segment }, exits);
  }
  const requirement = compileRequirement(wire, (key) => links.flag(key));
  if (requirement === null) throw new UnknownCondition();
  return new Step(FLAG, { ...NO_SUBJECT, negate, requirement }, exits);
}

function isNegated({ negate }: WireRecord): boolean {
  if (!isOptionalBoolean(negate)) throw new UnknownCondition();
  return negate === true;
}
