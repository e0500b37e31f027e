import { addCounts, NO_COUNTS } from './counts.js';
import type { Cell } from './evidence.js';

/** A report of fewer requests is too small to be a stratum of its own. */
const SMALLEST_STRATUM = 20;
/** So many instances are told apart; memory stays bounded, however many report. */
const MOST_STRATA = 32;
/** Stands for all reports that are no stratum of their own. */
const REST = '';

interface Round {
  readonly reported: Set<string>;
  readonly own: Cell[];
  rest: Cell | null;
}

const newRound = (): Round => ({ reported: new Set(), own: [], rest: null });

function addTo(round: Round, cell: Cell): void {
  round.reported.add(cell.instance);
  const requests = cell.treatment.count + cell.control.count;
  if (requests >= SMALLEST_STRATUM && round.own.length < MOST_STRATA) round.own.push(cell);
  else
    round.rest = {
      instance: REST,
      treatment: addCounts(round.rest?.treatment ?? NO_COUNTS, cell.treatment),
      control: addCounts(round.rest?.control ?? NO_COUNTS, cell.control),
    };
}

/**
 * Reports in their order in time, cut into rounds in which no instance reports twice: at one flush
 * every 5 s, windows of 5 s, however long a check waited. Within a round an instance is a stratum, and
 * all those with fewer than 20 requests are one together, since two or three requests of each arm
 * compare to nothing. Linear in the number of reports.
 */
export function roundsOf(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const rounds: Round[] = [];
  let round = newRound();
  for (const cell of cells) {
    if (round.reported.has(cell.instance)) {
      rounds.push(round);
      round = newRound();
    }
    addTo(round, cell);
  }
  if (round.reported.size > 0) rounds.push(round);
  return rounds.map(({ own, rest }) => (rest ? [...own, rest] : own));
}
