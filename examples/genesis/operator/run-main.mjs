import { Deviation, line } from './report.mjs';

/**
 * Runs an example to its end: `act` does it, `close` stops what it started, whatever happened. Sets exit
 * code 1 at anything that is not as it should be, also where it takes longer than `withinMs` or is told to
 * end (SIGTERM): what hangs is told, stopped and not waited for.
 */
export async function runMain({ act, close, withinMs }) {
  const startedAt = performance.now();
  try {
    await Promise.race([endOf(withinMs), act()]);
    line('Everything is as it should be.', performance.now() - startedAt);
  } catch (error) {
    console.error(`\n✗ ${error.name === 'Error' ? 'DEVIATION' : error.name}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await close();
  }
  process.exit();
}

function endOf(withinMs) {
  return new Promise((_, reject) => {
    const end = (why) => reject(new Deviation(`${why} The last line above says how far it came.`));
    setTimeout(end, withinMs, `It has not ended within ${withinMs / 1_000} s.`);
    process.once('SIGTERM', () => end('It was told to end.'));
  });
}
