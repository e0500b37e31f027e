/** What counting a decision may cost, ns. */
const COUNTING_NS = 5;

const number = (value, digits = 1) =>
  value === undefined
    ? '–'
    : value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

/** Rows of cells as text, columns aligned: the first to the left, all others to the right. */
export function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  '),
    )
    .join('\n');
}

/** One row per scenario: nanoseconds of every contender, then how Sluice compares. */
export function speedTable(results, contenders, bytes) {
  const peers = contenders
    .map(({ name }) => name)
    .filter((name) => !['floor', 'sluice'].includes(name));
  const header = [
    'ns per evaluation',
    'floor',
    'sluice',
    '× floor',
    'detail',
    '× isEnabled',
    'bytes',
    ...peers,
    'fastest peer ÷ sluice',
  ];
  const rows = results.map(({ scenario, best }) => {
    const [floor, sluice, detail] = ['floor', 'sluice', 'sluice detail'].map((name) =>
      best.get(name),
    );
    const fastest = Math.min(...peers.map((name) => best.get(name) ?? Infinity));
    return [
      scenario.name,
      number(floor),
      number(sluice),
      number(sluice / floor, 2),
      number(detail),
      number(detail && detail / sluice, 2),
      number(bytes?.[scenario.key], 2),
      ...peers.map((name) => number(best.get(name))),
      number(Number.isFinite(fastest) ? fastest / sluice : undefined),
    ];
  });
  return table([header, ...rows]);
}

/** One row per scenario: nanoseconds of `isEnabled` without and with counting, as SDKs count. */
export function countingTable(costs) {
  const header = ['ns per evaluation', 'not counted', 'counted', 'counting', 'at most'];
  const rows = costs.map(({ name, off, on, cost }) => [
    name,
    number(off),
    number(on),
    number(cost),
    number(COUNTING_NS, 0),
  ]);
  return table([header, ...rows]);
}
