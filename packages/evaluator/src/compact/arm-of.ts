import { CompactEvaluator } from './compact-evaluator.js';
import type { Arm, Context } from '../evaluator.js';
import type { CompactRule } from './flag-of.js';
import type { Snapshot } from '../snapshot.js';

/** Which users of which rule. */
export interface ArmQuestion {
  readonly key: string;
  readonly ruleId: string;
  readonly context: Context;
  readonly now: number;
}

/** What {@link CompiledEvaluator.armOf} says, of a compact evaluator: loaded only where rollouts are watched. */
export function armOf(evaluator: CompactEvaluator, question: ArmQuestion): Arm | null {
  const seeing = new ArmSeeing({ flags: {}, segments: {} } as Snapshot, evaluator.vocabulary);
  return Object.assign(seeing, evaluator).armOf(question);
}

/** Lives for one question, on the parts of another evaluator. */
class ArmSeeing extends CompactEvaluator {
  armOf({ key, ruleId, context, now }: ArmQuestion): Arm | null {
    // Of what may not be asked for there is no type.
    const flag = this.typeOf(key) === undefined ? undefined : this.flagOf(key);
    const { rules = [] } = flag?.parts ?? {};
    const at = rules.findIndex(({ id }) => id === ruleId);
    const rule = rules[at];
    if (flag?.parts == null || rule?.match == null) return null;
    let arm: Arm | null = null;
    const { gate } = rule.match;
    // Both arms pass this gate, so that whether the rule could serve decides.
    const seen: CompactRule = {
      ...rule,
      match: {
        ...rule.match,
        gate: (inquiry) => {
          arm = gate(inquiry) === false ? 'control' : 'treatment';
          return 'open';
        },
      },
    };
    const parts = { ...flag.parts, rules: [...rules.slice(0, at), seen] };
    try {
      const verdict = this.decide(key, this.inquire(context, now), { ...flag, parts });
      return verdict.more.ruleIndex === at ? arm : null;
    } catch {
      return null;
    }
  }
}
