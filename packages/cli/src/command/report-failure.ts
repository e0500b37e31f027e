import { ApiFailure } from '../api/api-failure.js';
import type { Io } from '../terminal/io.js';
import { createPaint, type Paint } from '../terminal/paint.js';
import { printableJson } from '../terminal/printable.js';
import { showsColor } from '../terminal/shows-color.js';
import { ansiOf, joined, t, type Text } from '../terminal/text.js';
import { CliError } from './cli-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';

/** Says on stderr what went wrong, with `--json` as JSON, and returns the exit code. */
export function reportFailure(
  error: unknown,
  io: Io,
  options: { json: boolean; color: boolean },
): ExitCode {
  if (io.signal.aborted) return EXIT.interrupted;
  const failure = error instanceof CliError ? error : unexpected(error);
  if (failure.exitCode === EXIT.interrupted) return EXIT.interrupted;
  const paint = createPaint(showsColor(io.stderr, io.env, options.color) && !options.json);
  const text = options.json
    ? printableJson(bodyOf(failure))
    : joined(linesOf(failure, paint), '\n').ansi;
  io.stderr.write(`${text}\n`);
  return failure.exitCode;
}

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof TypeError)) return new CliError(message || 'Something went wrong.');
  return new CliError(`The server's answer was not understood: ${message}`, {
    advice:
      'Is that a Sluice server of this version (sluice whoami)? If so, this is a defect of the command: report it.',
  });
}

/** As the API says it; what the command itself refuses has the same shape, as far as there is something to say. */
function bodyOf(failure: CliError): unknown {
  const { message, advice, exitCode } = failure;
  const own =
    failure instanceof ApiFailure
      ? { ...failure.body, status: failure.status }
      : { code: CODES[exitCode] ?? 'FAILED', message };
  return { ...own, ...(advice !== null && { advice }), exitCode };
}

const CODES: Readonly<Partial<Record<ExitCode, string>>> = {
  [EXIT.usage]: 'USAGE',
  [EXIT.refused]: 'REFUSED',
  [EXIT.unreachable]: 'UNREACHABLE',
};

function linesOf(failure: CliError, paint: Paint): Text[] {
  const code = failure instanceof ApiFailure ? t` ${paint.bold(failure.body.code)}` : t``;
  const lines = [t`${paint.red('error')}${code}: ${joined(failure.message.split('\n'), '\n')}`];
  if (failure instanceof ApiFailure) lines.push(...detailLines(failure, paint));
  if (failure.advice !== null) lines.push(t`${paint.cyan('→')} ${failure.advice}`);
  return lines;
}

const MOST_ISSUES = 20;

/** What is wrong where, as far as the message does not say it, and the request. */
function detailLines({ body }: ApiFailure, paint: Paint): Text[] {
  const issues = Array.isArray(body.details.issues) ? (body.details.issues as unknown[]) : [];
  const shown = issues.slice(0, MOST_ISSUES).map((issue) => {
    const { path, message } = (issue ?? {}) as { path?: unknown; message?: unknown };
    const place = Array.isArray(path) ? path.join('.') : typeof path === 'string' ? path : '';
    return t`  ${place === '' ? '' : `${place}: `}${typeof message === 'string' ? message : ''}`;
  });
  const request = body.requestId === '' ? [] : [paint.dim(t`  request ${body.requestId}`)];
  const further = shown.map((line) => ansiOf(line).trim());
  const isNew = (_: Text, index: number): boolean => !body.message.includes(further[index] ?? '');
  return [...shown.filter(isNew), ...request];
}
