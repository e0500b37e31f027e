/** Most steps a plan may have. */
export const MOST_STEPS = 100;

const PERCENTAGE = /^\d{1,3}(\.\d{1,3})?$/;

/** Percentages of a plan, or what is wrong with the text that names them. */
export type ParsedSteps =
  | { readonly ok: true; readonly percentages: readonly number[] }
  | { readonly ok: false; readonly code: 'INVALID_STEPS'; readonly message: string };

const refuse = (message: string): ParsedSteps => ({ ok: false, code: 'INVALID_STEPS', message });

/**
 * Percentages in a text such as `"0,5,20,100"`: strictly ascending, above 0 and at most 100, at most 3
 * decimals; a leading 0 is where every rollout begins and is left out.
 */
export function parseSteps(text: string): ParsedSteps {
  const parts = text.split(',').map((part) => part.trim());
  const odd = parts.find((part) => !PERCENTAGE.test(part));
  if (odd !== undefined)
    return refuse(
      `"${odd.slice(0, 40)}" is no percentage with at most 3 decimals. Write the steps like "0,5,20,100".`,
    );
  return checkPercentages(parts.map(Number));
}

/** The same rules for percentages that come as numbers. */
export function checkPercentages(given: readonly number[]): ParsedSteps {
  const percentages = given[0] === 0 ? given.slice(1) : given;
  if (percentages.length === 0) return refuse('The steps hold no percentage above 0.');
  if (percentages.length > MOST_STEPS)
    return refuse(`${percentages.length} steps are more than the ${MOST_STEPS} that are possible.`);
  for (const [index, percentage] of percentages.entries()) {
    const thousandths = Math.round(percentage * 1000);
    if (!(percentage > 0 && percentage <= 100) || thousandths / 1000 !== percentage)
      return refuse(`${percentage} is not above 0 and at most 100 with at most 3 decimals.`);
    const before = percentages[index - 1];
    if (before !== undefined && percentage <= before)
      return refuse(`${percentage} comes after ${before}: steps have to go up.`);
  }
  return { ok: true, percentages };
}
