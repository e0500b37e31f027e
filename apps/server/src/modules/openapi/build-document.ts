import type { INestApplication } from '@nestjs/common';
import { errorBodySchema } from '@sluice/protocol';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/index.js';
import { SERVER_VERSION } from '../../platform/version.js';
import { completeOperation, type Operation } from './complete-operation.js';
import { describedRoutes } from './described-routes.js';
import { rawOperations } from './raw-operations.js';
import { convertSchema, optionalBodies } from './schema-converter.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const DESCRIPTION =
  'Flags that open step by step and shut at once. Conventions, errors and roles: docs/api.md and docs/errors.md.';

/** The OpenAPI 3.1 document of the whole server, from the schemas that validate its requests. Loads Swagger, which takes half a second. */
export async function buildDocument(app: INestApplication): Promise<OpenAPIObject> {
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const { publicPath } = app.get<Config>(CONFIG);
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Sluice')
    .setDescription(DESCRIPTION)
    .setVersion(SERVER_VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'apiKey');
  if (publicPath !== '') builder.addServer(publicPath);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? convertSchema(schema, schemaType) : undefined,
  });
  complete(app, document);
  return document;
}

function complete(app: INestApplication, document: OpenAPIObject): void {
  const components = (document.components ??= {});
  const schemas = (components.schemas ??= {}) as Record<string, unknown>;
  const errorBody = convertSchema(errorBodySchema, 'output');
  Object.assign(schemas, { ErrorBody: errorBody.schema }, errorBody.components);
  const described = describedRoutes(app);
  const optional = optionalBodies();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation: Operation | undefined = item[method];
      const route = operation && described.get(operation.operationId ?? '');
      if (route) completeOperation(operation, route, { path, method, components: schemas });
      if (operation) relaxBody(operation, optional);
    }
  }
  Object.assign(document.paths, rawOperations());
}

function relaxBody({ requestBody }: Operation, optional: ReadonlySet<string>): void {
  if (requestBody === undefined || '$ref' in requestBody) return;
  const schema = requestBody.content['application/json']?.schema;
  const name = schema && '$ref' in schema ? schema.$ref?.split('/').at(-1) : undefined;
  if (name !== undefined && optional.has(name)) requestBody.required = false;
}
