import { CONFIRMABLE_CODES } from '@sluice/protocol/words';
import { ApiFailure } from '../api/api-failure.js';
import type { ApiRequest } from '../api/api-request.js';
import { askYesOrNo, canAsk } from '../terminal/prompt.js';
import { t } from '../terminal/text.js';
import { CliError } from './cli-error.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';
import type { WriteOptions } from './write-options.js';

/** Whether a refusal of this code is a warning that a write may confirm. */
export function isConfirmable(code: string): boolean {
  return CONFIRMABLE_CODES.some((one) => one === code);
}

/** What a write did, or would do. */
export interface Written<T> {
  readonly result: T;
  /** What the API answered, for `--json`. */
  readonly answer: unknown;
  readonly dryRun: boolean;
  /** Revision at which SDKs have it; null for what belongs to no single environment. */
  readonly revision: number | null;
  /** Warnings that were confirmed, on the command line or when asked. */
  readonly confirmed: readonly string[];
}

interface DryRun<T> {
  readonly dryRun: true;
  readonly result: T;
}

/**
 * Sends a write with its comment and confirmations. Where the server answers with a warning that can be confirmed,
 * asks on a terminal; elsewhere the refusal names the `--confirm` that is needed.
 */
export async function write<T>(
  context: CommandContext,
  request: ApiRequest,
  options: WriteOptions,
): Promise<Written<T>> {
  const confirmed = [...(options.confirm ?? [])];
  for (;;) {
    try {
      return await send<T>(context, request, { ...options, confirm: confirmed });
    } catch (error) {
      const code = warningOf(error);
      if (code === null || confirmed.includes(code)) throw error;
      await askWhetherMeant(context, error as ApiFailure);
      confirmed.push(code);
    }
  }
}

async function send<T>(
  { api }: CommandContext,
  request: ApiRequest,
  { comment, confirm = [], dryRun = false }: WriteOptions,
): Promise<Written<T>> {
  const isDelete = request.method === 'DELETE';
  const said = comment === undefined ? {} : { comment };
  const meant = confirm.length === 0 ? {} : { confirm };
  const { body, headers } = await api.request<T | DryRun<T>>({
    ...request,
    query: { ...request.query, ...(dryRun && { dryRun: true }), ...(isDelete && said) },
    ...(!isDelete && { body: { ...(request.body as object | undefined), ...said, ...meant } }),
  });
  const revision = headers.get('sluice-revision');
  return {
    result: dryRun ? (body as DryRun<T>).result : (body as T),
    answer: body,
    dryRun,
    revision: revision === null ? null : Number(revision),
    confirmed: confirm,
  };
}

function warningOf(error: unknown): string | null {
  const code = (error as Partial<ApiFailure>).body?.code;
  return code !== undefined && isConfirmable(code) ? code : null;
}

async function askWhetherMeant(context: CommandContext, refusal: ApiFailure): Promise<void> {
  const { io, out } = context;
  const { code } = refusal.body;
  if (!canAsk(io)) {
    throw new ApiFailure(refusal.status, refusal.body, `Say --confirm ${code} if that is meant.`);
  }
  out.warn(refusal.message);
  if (!(await askYesOrNo(io, t`Do it all the same (${code})?`.ansi))) {
    throw new CliError('Nothing was changed.', { exitCode: EXIT.refused });
  }
}
