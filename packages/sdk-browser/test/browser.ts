import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium, as `npm run test:peers` found it. */
export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...more] });
}

const MODULES = join(__dirname, '../../../node_modules');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** A site on 127.0.0.1: pages given as text, and modules bundled by Vite as a user's would be. */
export class Site {
  /** Headers of every page, as a Content-Security-Policy. */
  headers: Record<string, string> = {};
  readonly #directory: string;
  readonly #pages: Readonly<Record<string, string>>;
  readonly #server: Server;

  /**
   * `pages`: path to HTML. `modules`: file name (`main.ts`) to source, served as `/main.js`; they
   * import what this repository's node_modules hold.
   */
  constructor(pages: Readonly<Record<string, string>>, modules: Readonly<Record<string, string>>) {
    this.#directory = mkdtempSync(join(tmpdir(), 'sluice-site-'));
    symlinkSync(MODULES, join(this.#directory, 'node_modules'));
    this.#pages = pages;
    for (const [name, source] of Object.entries(modules))
      writeFileSync(join(this.#directory, name), source);
    const script = join(__dirname, 'bundle-app.mjs');
    const output = join(this.#directory, 'out');
    execFileSync(process.execPath, [script, this.#directory, output, ...Object.keys(modules)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    this.#server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://site').pathname);
      const body = this.#bodyOf(path);
      const type = TYPES[extname(path)] ?? 'text/html; charset=utf-8';
      response.writeHead(body === null ? 404 : 200, { 'content-type': type, ...this.headers });
      response.end(body ?? 'not here');
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #bodyOf(path: string): string | Buffer | null {
    const page = this.#pages[path];
    if (page !== undefined) return page;
    try {
      return readFileSync(join(this.#directory, 'out', path));
    } catch {
      return null;
    }
  }
}
