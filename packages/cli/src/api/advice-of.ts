import { shellWord } from '../words/shell-word.js';

const EMERGENCY =
  'In an emergency the variables and the overrides file work without it (docs/operations.md).';

// Codes of answers that are not Sluice's, but of a proxy in front of it (failure-body.ts).
const BY_CODE_OF_PROXY: Readonly<Record<string, string>> = {
  HTTP_401:
    'A proxy in front of the server asks for a credential of its own. The CLI has only the token of Sluice: let it pass there without.',
  HTTP_404:
    'Is the address right, with the path under which a proxy serves Sluice, if it does? `sluice profiles` shows the addresses.',
  HTTP_413:
    'A proxy in front of the server takes no body of that size. Sluice takes imports of up to 20 MiB; in nginx that is client_max_body_size 21m (docs/operations.md, "Behind nginx").',
  HTTP_502: `A proxy answers, and cannot reach the server behind it. Is the server running? ${EMERGENCY}`,
  HTTP_503: `A proxy answers, and cannot reach the server behind it. Is the server running? ${EMERGENCY}`,
  HTTP_504: `A proxy answers, and heard nothing from the server behind it in the time it allows (nginx: proxy_read_timeout). Is the server running? ${EMERGENCY}`,
};

const BY_CODE: Readonly<Record<string, string>> = {
  VERSION_STALE: 'Look at what changed (sluice flags history KEY), then run the command again.',
  UNAUTHENTICATED:
    'Log in again: sluice login. `sluice profiles` shows which credentials are used.',
  WRONG_CREDENTIAL_KIND:
    'The CLI needs a token (slu_pat_… or slu_svc_…); keys (slu_srv_…) are for SDKs.',
  FORBIDDEN: '`sluice whoami` shows what this token may do.',
  NOT_ARCHIVED: 'Archive it first: sluice flags archive KEY.',
  REQUIRED_BY_OTHERS: '`sluice flags graph KEY` shows them.',
  ROLLOUT_LOCKED:
    '`sluice status FLAG` shows the rollout, `sluice rollback FLAG --reason …` ends it.',
  ROLLOUT_NO_DATA:
    'Start a service that asks for the flag (its SDK reports within 10 s) or push a reading (sluice health push FILE --flag FLAG); or say --allow-no-data.',
  INVALID_WAIT: 'Say how long each step is held: --wait 10m.',
  ROLLOUT_ACTIVE: '`sluice status FLAG` shows it; rollback or abort ends it.',
  ROLLOUT_NOT_HEALTHY: '`sluice status FLAG` shows what its guards are waiting for.',
  WEBHOOK_DISABLED: 'Enable it first: sluice webhooks update WEBHOOK --enable.',
  SHUTDOWN_HELD: '`sluice shutdown status` shows which replicas hold it.',
  INTERNAL: 'This is a defect of Sluice: report the request id.',
};

const BY_STATUS: Readonly<Record<number, string>> = {
  503: 'The server was asked several times. Try again shortly; `GET /ready` tells what is wrong.',
};

/** What somebody at a terminal can do about a refusal, beyond what its message says; null where that is all. */
export function adviceOf(
  status: number,
  { code, details }: { readonly code: string; readonly details: Readonly<Record<string, unknown>> },
): string | null {
  if (code === 'ARCHIVED') return restoreAdvice(details);
  if (code === 'NOT_FOUND' && 'template' in details) return 'sluice rollouts templates list';
  return BY_CODE[code] ?? BY_CODE_OF_PROXY[code] ?? BY_STATUS[status] ?? null;
}

/** How to restore what the refusal names: a flag, an environment, or else a whole project. */
function restoreAdvice(details: Readonly<Record<string, unknown>>): string {
  const { flag, environment, project } = details;
  const place = typeof project === 'string' ? ` --project ${shellWord(project)}` : '';
  if (typeof flag === 'string')
    return `Restore it first: sluice flags restore ${shellWord(flag)}${place}`;
  if (typeof environment === 'string')
    return `Restore it first: sluice environments restore ${shellWord(environment)}${place}`;
  return typeof project === 'string'
    ? `Restore it first: sluice projects restore ${shellWord(project)}`
    : 'Restore it first: sluice flags, environments or projects restore KEY.';
}
