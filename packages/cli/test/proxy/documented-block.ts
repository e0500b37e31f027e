import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../../../../docs/operations.md');

/** Changes of the documented block that a test cannot do without: where it listens, without TLS, and what is behind it. */
function adapted(block: string, port: number, upstream: string): string {
  const changes: readonly (readonly [RegExp, string])[] = [
    [/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`],
    [/^ *ssl_certificate(?:_key)? .*;\n/m, ''],
    [/^ *ssl_certificate(?:_key)? .*;\n/m, ''],
    [/server 127\.0\.0\.1:4400;/, `server ${upstream};`],
  ];
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`docs/operations.md has no ${from.source} in its block`);
    return text.replace(from, to);
  }, block);
}

/** The block of docs/operations.md, "Behind nginx", before the server at `upstream` (`host:port`). */
export function documentedBlock(upstream: string): (port: number) => string {
  const page = readFileSync(PAGE, 'utf8');
  const block = /^## Behind nginx\n[^#]*?```nginx\n([^`]*)```/m.exec(page)?.[1];
  if (block === undefined) throw new Error('docs/operations.md has no block for nginx');
  return (port) => adapted(block, port, upstream);
}

/** nginx with nothing but `proxy_pass` before the server at `upstream`. */
export function defaultBlock(upstream: string): (port: number) => string {
  return (port) =>
    `server { listen 127.0.0.1:${port}; location / { proxy_pass http://${upstream}; } }`;
}
