import { t, type Text } from '../terminal/text.js';
import type { Paint } from '../terminal/paint.js';
import { bar } from './bar.js';
import { numbersOf, usedOf, type ArmLatencies } from './guard-numbers.js';
import { limitOf, verdictWords, type Guard } from './guard-words.js';
import type { GuardReading } from './readings.js';
import type { Style } from './style.js';

const GAUGE = 12;

function colourOf(kind: string | undefined, paint: Paint): Paint['red'] {
  if (kind === 'healthy') return paint.green;
  if (kind === 'breach') return paint.red;
  return kind === undefined ? paint.dim : paint.yellow;
}

function gauge(reading: GuardReading | undefined, guard: Guard, style: Style): Text {
  const used = reading ? usedOf(reading, guard) : null;
  const drawn = bar(used ?? 0, GAUGE, style.glyphs);
  return used !== null && used > 1 ? style.paint.red(drawn) : style.paint.cyan(drawn);
}

function rowsOf(
  guard: Guard,
  reading: GuardReading | undefined,
  { style, latencies }: { readonly style: Style; readonly latencies: ArmLatencies },
): Text[] {
  const { paint, glyphs } = style;
  const colour = colourOf(reading?.verdict.kind, paint);
  const mark = reading?.verdict.kind === 'breach' ? glyphs.bad : glyphs.done;
  const symbol = reading?.verdict.kind === 'healthy' || mark === glyphs.bad ? mark : '?';
  const words = reading ? verdictWords(reading, guard) : 'not looked at yet';
  const numbers = reading ? numbersOf(reading, guard, latencies) : '';
  const first = t`  ${colour(symbol)} ${guard.id.padEnd(16)} ${gauge(reading, guard, style)}  ${paint.dim(limitOf(guard))}  ${colour(words)}`;
  return numbers === '' ? [first] : [first, t`      ${numbers}`];
}

/** The guards with their latest readings against their thresholds: one or two lines each. */
export function guardLines(
  guards: readonly Guard[],
  readings: readonly GuardReading[],
  scene: { readonly style: Style; readonly latencies: ArmLatencies },
): Text[] {
  const { paint, glyphs } = scene.style;
  const known = new Set(guards.map(({ id }) => id));
  const further = readings.filter(({ verdict }) => !known.has(verdict.guard));
  return [
    ...guards.flatMap((guard) =>
      rowsOf(
        guard,
        readings.find(({ verdict }) => verdict.guard === guard.id),
        scene,
      ),
    ),
    ...further.flatMap((reading) => [
      t`  ${paint.red(glyphs.bad)} ${reading.verdict.guard}  ${paint.red(verdictWords(reading, undefined))}`,
      t`      ${numbersOf(reading, undefined)}`,
    ]),
  ];
}
