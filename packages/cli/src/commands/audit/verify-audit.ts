import type { AuditVerification } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT, type ExitCode } from '../../command/exit-codes.js';
import { t } from '../../terminal/text.js';

/** Options of `audit verify`. */
export interface VerifyOptions {
  readonly global?: boolean;
  readonly seq?: string;
  readonly hash?: string;
}

const TIMEOUT_MS = 300_000;

/** Has the server check a whole chain; exit code 1 where it is not whole. */
export async function verifyAudit(
  context: CommandContext,
  { options }: Input<VerifyOptions>,
): Promise<ExitCode> {
  const { seq, hash } = options;
  if ((seq === undefined) !== (hash === undefined))
    throw usageError('--seq and --hash belong together.');
  const project = options.global === true ? undefined : await context.project();
  const query = { project, seq, hash };
  const { body } = await context.api.request<AuditVerification>({
    method: 'GET',
    path: '/audit/verify',
    query,
    timeoutMs: TIMEOUT_MS,
  });
  const { out } = context;
  out.result(body, () => {
    const verdict = body.ok ? out.paint.green('whole') : out.paint.red('NOT WHOLE');
    out.line(t`${verdict}  ${body.checked} events checked`);
    for (const { kind, seq: at, message } of body.problems)
      out.line(t`${out.paint.red(kind)}  event ${at}  ${message}`);
    out.line(t`head  ${body.head.seq}  ${body.head.hash}`);
  });
  return body.ok ? EXIT.completed : EXIT.failed;
}
