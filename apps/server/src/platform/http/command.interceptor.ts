import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** The outcome of a command as the executor returns it. */
export interface SentOutcome {
  readonly result: unknown;
  readonly revisions: Readonly<Record<string, number>>;
  /** Only after a dry run. */
  readonly changes?: unknown;
  /** Answered from the record of an earlier request with the same `Idempotency-Key`. */
  readonly replayed?: boolean;
}

/** Turns the outcome of a command into the answer: the result as body, what else it says in headers. */
@Injectable()
export class CommandInterceptor implements NestInterceptor<SentOutcome, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<SentOutcome>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((outcome) => answer(outcome, reply)));
  }
}

function answer(outcome: SentOutcome, reply: FastifyReply): unknown {
  const { result, revisions, changes, replayed } = outcome;
  if (changes !== undefined) {
    reply.status(200);
    return { dryRun: true, result, changes };
  }
  const version = (result as { version?: unknown } | null)?.version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  const [revision, ...more] = Object.values(revisions);
  if (revision !== undefined && more.length === 0) {
    reply.header('sluice-revision', String(revision));
  }
  if (replayed) reply.header('idempotency-replayed', 'true');
  return reply.statusCode === 204 ? undefined : result;
}
