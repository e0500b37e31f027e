import type { OpenAPIObject } from '@nestjs/swagger';
import type { DescribedRoute } from './described-routes.js';
import { errorsOf } from './errors-of.js';
import { failuresOf } from './failures-of.js';
import { convertSchema, nameOf } from './schema-converter.js';

/** An operation as Swagger scanned it. */
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

type Components = Record<string, unknown>;
type Parameter = Record<string, unknown> & { readonly name: string; readonly in: string };

/** Where an operation stands in the document. */
export interface OperationPlace {
  readonly path: string;
  readonly method: string;
  /** Schemas of the document; what the operation refers to is added. */
  readonly components: Components;
}

/** Adds what only our own decorators know: path parameters, headers, security, answers and errors. */
export function completeOperation(
  operation: Operation,
  route: DescribedRoute,
  place: OperationPlace,
): void {
  operation.summary = route.answer.description;
  operation.parameters = parametersOf(operation, route, place) as never;
  operation.security = route.access.kind === 'public' ? [] : [{ bearer: [] }];
  if (route.access.kind === 'token') {
    operation.description = `Needs the role **${route.access.role}** (${route.access.scope}).`;
  }
  operation.responses = {
    ...answerOf(route, place.components),
    ...failuresFor(operation, route, place),
  } as never;
}

function parametersOf(
  operation: Operation,
  { answer }: DescribedRoute,
  { path, method }: OperationPlace,
): Parameter[] {
  const scanned = (operation.parameters ?? []) as unknown as Parameter[];
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const others = scanned.filter((parameter) => parameter.in === 'query');
  const header = (name: string, required: boolean, description: string): Parameter => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  const versioned = answer.command && method !== 'post';
  return [
    ...inPath,
    ...others,
    ...(versioned || answer.errors.includes('VERSION_REQUIRED')
      ? [header('If-Match', true, 'The version that was read, in quotes: `"3"`.')]
      : []),
    ...(answer.command && method === 'post'
      ? [header('Idempotency-Key', false, 'Repeat a request without doing it twice; kept 24 h.')]
      : []),
    ...(answer.command
      ? [{ name: 'dryRun', in: 'query', required: false, schema: { type: 'boolean' } }]
      : []),
  ];
}

function answerOf({ answer }: DescribedRoute, components: Components): Record<string, unknown> {
  const { status, schema, description } = answer;
  if (schema === null) return { [status]: { description } };
  const name = nameOf(schema, 'output');
  const converted = convertSchema(schema, 'output');
  Object.assign(components, converted.components);
  // A named schema that others refer to comes as a reference to its own component.
  if (name !== null && !('$ref' in converted.schema)) components[name] = converted.schema;
  const shown = name === null ? converted.schema : { $ref: `#/components/schemas/${name}` };
  return { [status]: { description, content: { 'application/json': { schema: shown } } } };
}

function failuresFor(
  operation: Operation,
  route: DescribedRoute,
  { path, method }: OperationPlace,
): Record<string, unknown> {
  const parameters = (operation.parameters ?? []) as unknown as Parameter[];
  const codes = errorsOf(route, {
    method,
    hasBody: operation.requestBody !== undefined,
    isPaged: parameters.some(({ name }) => name === 'cursor'),
    hasParameters: path.includes('{') || parameters.length > 0,
  });
  return failuresOf(codes);
}
