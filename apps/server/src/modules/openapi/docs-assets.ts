import { createReadStream, type ReadStream } from 'node:fs';
import { join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** A file of Swagger UI. */
export interface DocsAsset {
  readonly type: string;
  readonly stream: ReadStream;
}

/** One of the few files of Swagger UI that the page needs, or `null` for any other name. */
export async function docsAsset(name: string): Promise<DocsAsset | null> {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined) return null;
  const { default: directory } = await import('swagger-ui-dist/absolute-path.js');
  return { type, stream: createReadStream(join(directory(), name)) };
}
