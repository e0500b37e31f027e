import { testOperand, type Operand } from './operand.js';

type TextOperator = 'contains' | 'startsWith' | 'endsWith';

const COMPARISONS: Readonly<Record<TextOperator, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};

/** `contains`, `startsWith`, `endsWith`; the empty string never matches (evaluation.md §4). */
export function textOperand(
  operator: TextOperator,
): (values: readonly unknown[], caseInsensitive: boolean) => Operand {
  const compare = COMPARISONS[operator];
  return (values, caseInsensitive) => {
    const fold = (text: string): string => (caseInsensitive ? text.toLowerCase() : text);
    const parts = values
      .filter((value) => typeof value === 'string')
      .filter((value) => value !== '')
      .map(fold);
    return testOperand((value) => {
      if (typeof value !== 'string') return false;
      const text = fold(value);
      for (const part of parts) if (compare(text, part)) return true;
      return false;
    });
  };
}
