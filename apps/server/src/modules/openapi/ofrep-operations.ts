const FAILURE = {
  type: 'object',
  properties: {
    key: { type: 'string' },
    errorCode: { type: 'string' },
    errorDetails: { type: 'string' },
    metadata: { type: 'object' },
  },
};
const EVALUATION = {
  type: 'object',
  required: ['key'],
  properties: {
    key: { type: 'string' },
    value: {},
    variant: { type: 'string' },
    reason: { type: 'string' },
    metadata: { type: 'object' },
  },
};
const EVENT_STREAM = {
  type: 'object',
  required: ['type', 'endpoint'],
  properties: {
    type: { type: 'string', enum: ['sse'] },
    endpoint: {
      type: 'object',
      required: ['requestUri'],
      properties: { requestUri: { type: 'string' } },
    },
    inactivityDelaySec: { type: 'integer' },
  },
};
const BODY = {
  required: true,
  content: {
    'application/json': {
      schema: { type: 'object', properties: { context: { type: 'object' } } },
    },
  },
};

const failure = (description: string): object => ({
  description,
  content: { 'application/json': { schema: FAILURE } },
});
const FAILURES = {
  400: failure('The request or its context cannot be used'),
  401: failure('No valid SDK key'),
  403: failure('This kind of credential cannot be used here'),
  413: failure('The body is larger than 64 KiB'),
  429: failure('Too many requests; see `Retry-After`'),
  503: failure('This replica has not loaded its flags yet'),
};
const COMMON = {
  tags: ['Ofrep'],
  description:
    'OpenFeature Remote Evaluation Protocol, with its own form of errors. Takes an SDK key.',
  security: [{ bearer: [] }, { apiKey: [] }],
};

const answer = (description: string, schema: object): object => ({
  description,
  content: { 'application/json': { schema } },
});

/** The routes of OFREP, which answer in the protocol's own forms. */
export const OFREP_OPERATIONS: Readonly<Record<string, object>> = {
  '/ofrep/v1/evaluate/flags/{flag}': {
    post: {
      ...COMMON,
      operationId: 'Ofrep.evaluate',
      summary: 'Evaluates one flag',
      parameters: [{ name: 'flag', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: BODY,
      responses: {
        200: answer('The evaluation', EVALUATION),
        404: failure('There is no such flag'),
        ...FAILURES,
      },
    },
  },
  '/ofrep/v1/evaluate/flags': {
    post: {
      ...COMMON,
      operationId: 'Ofrep.evaluateAll',
      summary: 'Evaluates every flag the key may see',
      parameters: [
        { name: 'If-None-Match', in: 'header', schema: { type: 'string' } },
        { name: 'flagConfigEtag', in: 'query', schema: { type: 'string' } },
        { name: 'flagConfigLastModified', in: 'query', schema: { type: 'string' } },
      ],
      requestBody: BODY,
      responses: {
        200: answer('The evaluations; `ETag` is a hash of them', {
          type: 'object',
          required: ['flags'],
          properties: {
            flags: { type: 'array', items: EVALUATION },
            eventStreams: { type: 'array', items: EVENT_STREAM },
          },
        }),
        304: { description: 'Nothing changed since `If-None-Match`' },
        ...FAILURES,
      },
    },
  },
  '/ofrep/v1/events': {
    get: {
      ...COMMON,
      operationId: 'Ofrep.events',
      summary: 'Tells of changes as server-sent events',
      description: 'Takes the ticket that a bulk evaluation names in `eventStreams`.',
      security: [],
      parameters: [{ name: 'ticket', in: 'query', required: true, schema: { type: 'string' } }],
      responses: {
        200: {
          description: 'The stream of events',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
        ...FAILURES,
      },
    },
  },
};
