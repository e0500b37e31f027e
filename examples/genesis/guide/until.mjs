import { Deviation } from '../operator/report.mjs';

const POLL_MS = 200;

/** The first answer of `ask` that `holds`; a Deviation that says what was waited for after `timeoutMs`. */
export async function until(what, ask, { holds = Boolean, timeoutMs = 90_000 } = {}) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline)
      throw new Deviation(`waited in vain for ${what}; last seen: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
