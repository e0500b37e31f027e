import { ROLLOUT_ERROR_CODES } from './rollout-errors.js';
import { WEBHOOK_ERROR_CODES } from './webhook-errors.js';

/** What a code means to a caller: its HTTP status, whether trying again can help, and the sentence shown when the raiser has none of its own. */
export interface ErrorDefinition {
  readonly status: number;
  readonly retryable: boolean;
  readonly message: string;
}

const define = <T extends Record<string, ErrorDefinition>>(definitions: T): T => definitions;

const rule = (message: string): ErrorDefinition => ({ status: 422, retryable: false, message });
const confirmable = (message: string): ErrorDefinition => rule(message);

/**
 * Every error code of the HTTP API and the stream. `docs/errors.md` and OpenAPI are tied to this
 * registry by a test.
 */
export const ERROR_CODES = define({
  // 400: shape
  INVALID_REQUEST: {
    status: 400,
    retryable: false,
    message: 'The request does not have the expected shape. See details.issues for each field.',
  },
  INVALID_JSON: {
    status: 400,
    retryable: false,
    message: 'The body is not valid JSON. Send a JSON object with Content-Type: application/json.',
  },
  INVALID_CURSOR: {
    status: 400,
    retryable: false,
    message: 'The cursor was not issued by this list. Start again without `cursor`.',
  },
  PROTOCOL_UNSUPPORTED: {
    status: 400,
    retryable: true,
    message:
      'This server does not speak that version of the stream protocol. Update the server or the SDK; until then the SDK polls.',
  },
  // 401, 403
  UNAUTHENTICATED: {
    status: 401,
    retryable: false,
    message: 'No valid credential. Send `Authorization: Bearer <token>`.',
  },
  KEY_INVALID: {
    status: 401,
    retryable: false,
    message: 'This SDK key is unknown. Check the key and the server address.',
  },
  KEY_REVOKED: {
    status: 401,
    retryable: false,
    message: 'This SDK key was revoked or has expired. Create or rotate a key and deploy it.',
  },
  FORBIDDEN: {
    status: 403,
    retryable: false,
    message: 'The credential does not hold the role this needs.',
  },
  WRONG_CREDENTIAL_KIND: {
    status: 403,
    retryable: false,
    message: 'This kind of credential cannot be used here: SDK keys read flags, tokens administer.',
  },
  // 404, 405
  NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such resource, or this credential may not see it.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    retryable: false,
    message: 'This path does not answer to that method. See /api/docs.',
  },
  // 409: conflict of state
  ALREADY_EXISTS: {
    status: 409,
    retryable: false,
    message: 'Something with this key exists already. Keys are never reused; choose another.',
  },
  ARCHIVED: {
    status: 409,
    retryable: false,
    message: 'This resource is archived. Restore it first.',
  },
  NOT_ARCHIVED: {
    status: 409,
    retryable: false,
    message: 'Only an archived resource can be deleted. Archive it first.',
  },
  IN_USE: {
    status: 409,
    retryable: false,
    message: 'Something else still depends on this. See details.dependents.',
  },
  CREDENTIAL_NOT_USABLE: {
    status: 409,
    retryable: false,
    message: 'This credential was revoked or has expired. Create a new one.',
  },
  SHUTDOWN_HELD: {
    status: 409,
    retryable: true,
    message:
      'The shutdown is held by the environment variable of running replicas. See details.holders; remove EMERGENCY_SHUTDOWN there, or wait 30 s after they stopped.',
  },
  IDEMPOTENCY_REPLAY_OF_SECRET: {
    status: 409,
    retryable: false,
    message:
      'This request already created a secret, which is shown only once. See details.id; rotate or revoke it and create another.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    retryable: false,
    message:
      'This Idempotency-Key was used with a different body. Use a new key for a new request.',
  },
  // 412, 413, 428
  VERSION_STALE: {
    status: 412,
    retryable: false,
    message:
      'Someone changed this after you read it. Read it again, redo your edit, and send the current version in If-Match.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    retryable: false,
    message: 'The body is larger than this route accepts.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    retryable: true,
    message: 'The request did not arrive whole in time. Send it again on a new connection.',
  },
  MALFORMED_HTTP: {
    status: 400,
    retryable: false,
    message: 'This is not a valid HTTP/1.1 request. The connection was closed.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    retryable: false,
    message: 'The request headers are larger than 16 KiB in all. Send fewer or shorter ones.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    retryable: false,
    message: 'Send JSON with Content-Type: application/json.',
  },
  VERSION_REQUIRED: {
    status: 428,
    retryable: false,
    message:
      'Send the version you read in the header If-Match: "<version>", so that nobody\'s change is overwritten unseen.',
  },
  // 422: rules of the domain (evaluation.md §8)
  INVALID_FLAG_KEY: rule(
    'A flag key is 1–128 letters, digits, dots, underscores or hyphens and starts with a letter or digit.',
  ),
  INVALID_KEY: rule(
    'A key is 1–64 lower-case letters, digits, hyphens or underscores and starts with a letter or digit.',
  ),
  INVALID_VARIANTS: rule(
    'The variants do not fit the flag type. Boolean flags have exactly { "on": true, "off": false }.',
  ),
  UNKNOWN_VARIANT: rule('The flag has no such variant.'),
  UNKNOWN_PARENT: rule(
    'A prerequisite or flag condition names a flag that does not exist in this project or is archived.',
  ),
  UNKNOWN_PARENT_VARIANT: rule('A prerequisite asks for a variant that the parent does not have.'),
  INVALID_PREREQUISITE: rule(
    'A prerequisite has at most one of `state` and `variants`, and names each parent once.',
  ),
  SELF_PREREQUISITE: rule('A flag cannot require itself.'),
  PREREQUISITE_CYCLE: rule('These prerequisites would form a cycle.'),
  TOO_MANY_PARENT_EVALUATIONS: rule(
    'Fully unfolded, the parents of this flag need more than 1,000 evaluations. Flatten the hierarchy.',
  ),
  PREREQUISITES_TOO_DEEP: rule('The hierarchy is deeper than 64 levels of parents.'),
  REQUIRED_BY_OTHERS: {
    status: 409,
    retryable: false,
    message:
      'Other flags require this one. Remove it from their prerequisites and conditions first.',
  },
  KEPT_FLAG_DEPENDS_ON_STOPPED: rule(
    'A flag kept during a shutdown (`onShutdown: keep`) cannot depend on one that is switched off by it.',
  ),
  CONDITIONS_TOO_DEEP: rule('Conditions may be nested at most 16 deep.'),
  TOO_MANY_CONDITIONS: rule('A flag may hold at most 1,000 conditions.'),
  INVALID_CONDITION: rule(
    'A condition has exactly one form: attribute with operator, segment, flag, all, any or not.',
  ),
  UNKNOWN_OPERATOR: rule('There is no such operator. See docs/evaluation.md.'),
  INVALID_VALUE: rule('A value does not fit its operator.'),
  UNKNOWN_SEGMENT: rule('A condition names a segment that does not exist in this environment.'),
  SEGMENT_NOT_ALLOWED: rule(
    'Segments hold conditions about attributes only: no segments and no flags.',
  ),
  INVALID_RULE_ID: rule(
    'A rule id is 1–64 letters, digits, hyphens or underscores, and each rule of a flag has its own.',
  ),
  INVALID_SEED: rule('A seed is a whole number from 0 to 4,294,967,295.'),
  SEED_CHANGED: rule(
    'A rule keeps its seed for life, so that nobody is rolled again. Leave `seed` out, or replace the rule by a new one.',
  ),
  INVALID_ATTRIBUTE: rule('An attribute name is a non-empty string of at most 256 characters.'),
  INVALID_LIST: rule('A list of ids holds non-empty strings.'),
  INVALID_WEIGHTS: rule('Weights are whole numbers of at least 0 whose sum is 1–100,000.'),
  INVALID_PERCENTAGE: rule('A percentage is 0–100 with at most 3 decimals.'),
  INVALID_RANGE: rule(
    'A range is [from, to) in thousandths of a percent, 0 ≤ from ≤ to ≤ 100,000.',
  ),
  INVALID_ROLLOUT: rule('A rollout has exactly one of `percentage`, `schedule` and `range`.'),
  INVALID_SCHEDULE: rule(
    'The steps of a schedule are RFC 3339 instants in strictly ascending order.',
  ),
  UNSAFE_REGULAR_EXPRESSION: rule(
    'This regular expression cannot be matched in linear time, is too long or does not compile.',
  ),
  LIST_TOO_LONG: rule('A list may hold at most 100,000 entries.'),
  IMPORT_REFUSED: rule('Nothing was imported. See details.items for what stands in the way.'),
  IMPORT_FORMAT_UNKNOWN: rule('This is not a file Sluice can import. Formats: sluice, genesis.'),
  REVERT_IMPOSSIBLE: rule('That version cannot be restored as it stands. See details.'),
  ...ROLLOUT_ERROR_CODES,
  ...WEBHOOK_ERROR_CODES,
  // 422 with confirm
  OFF_VARIANT_ON: confirmable(
    'Off variant `on` turns the flag on when it is disabled or shut down. Send confirm: ["OFF_VARIANT_ON"] if that is meant.',
  ),
  SCHEDULE_ALREADY_DUE: confirmable(
    'The schedule lies in the past: enabling would serve its last percentage at once. Move the schedule, or send confirm: ["SCHEDULE_ALREADY_DUE"] if that is meant.',
  ),
  // 429, 5xx
  RATE_LIMITED: {
    status: 429,
    retryable: true,
    message: 'Too many requests with this credential. Wait for the time in Retry-After.',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message:
      'The database cannot be reached. Flags are served from memory; writes work again when it is back. In an emergency use the variables or the overrides file (docs/operations.md).',
  },
  WRITE_CONTENTION: {
    status: 503,
    retryable: true,
    message: 'Another write held the environment for too long. Nothing was changed; try again.',
  },
  SNAPSHOT_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message: 'This replica has not loaded its flags yet. Try again shortly.',
  },
  SHUTTING_DOWN: {
    status: 503,
    retryable: true,
    message: 'This replica is going away. Connect again; another one answers.',
  },
  INTERNAL: {
    status: 500,
    retryable: true,
    message: 'Something went wrong on the server. Nothing was changed. Report the requestId.',
  },
});

export type ErrorCode = keyof typeof ERROR_CODES;

/** Body of every error answer. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}
