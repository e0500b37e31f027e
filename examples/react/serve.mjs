// node examples/react/serve.mjs: a page rendered on a server, hydrated in the browser, changing as flags do.
// Beside a server started by `npm start`. PORT: where to listen, default 4600. USER_ID: who is asked about first.
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { ensureFlags } from './flags.mjs';
import { buildPages } from './pages.mjs';

const credentialsFile = join(process.env.SLUICE_DATA_DIR ?? '.sluice', 'credentials.json');
const credentials = readCredentials(credentialsFile);
const { url, keys } = credentials;
const clientKey = keys.development.client;
const port = Number(process.env.PORT ?? 4600);
const firstUser = process.env.USER_ID ?? 'ada';
const TYPES = { '.js': 'text/javascript', '.css': 'text/css' };

function readCredentials(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return giveUp(`${error.message}. Run npm start first, in this folder.`);
  }
}

function giveUp(why) {
  console.error(why);
  process.exit(1);
}

await ensureFlags(credentials).catch(({ message, cause }) =>
  giveUp(`${url}: ${cause?.message ?? message}. Is npm start running there?`),
);
const { output, assets, template, server } = await buildPages();
const client = server.createServerClient(url, clientKey);
await client.ready();

/** JSON that no text in it can end the script element of. */
const embedded = (value) => JSON.stringify(value).replaceAll('<', '\\u003c');

function page() {
  const { html, serverDetails } = server.render(client, firstUser);
  const state = embedded({ url, clientKey, firstUser, serverDetails });
  return template.replace('<!--app-->', () => html).replace('<!--state-->', () => state);
}

/** The path that is asked for, without a way out of the folder; null for an address that makes no sense, as `//`. */
function pathOf(request) {
  try {
    return normalize(new URL(request.url, 'http://page').pathname);
  } catch {
    return null;
  }
}

function respond(request, response) {
  const path = pathOf(request);
  const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ${url} ${url.replace('http', 'ws')}`;
  if (path === '/') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policy);
    return response.end(page());
  }
  if (path === null) return response.writeHead(400).end('no address');
  if (path === '/favicon.ico') return response.writeHead(204).end();
  try {
    const body = readFileSync(join(assets, path));
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
    response.end(body);
  } catch {
    response.writeHead(404).end('not here');
  }
}

const http = createServer(respond).listen(port, '127.0.0.1', () => {
  console.log(`The example is on http://127.0.0.1:${http.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    http.close();
    http.closeAllConnections();
    await client.close();
    rmSync(output, { recursive: true, force: true });
  });
