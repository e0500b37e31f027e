/** What the server's own tests offer, as far as ours need it (apps/server/test/test-app.ts). */
interface TestAppModule {
  readonly ADMIN_TOKEN: string;
  startTestApp(environment?: Readonly<Record<string, string>>): Promise<TestServer>;
}

/** A whole server on a database of its own, listening on a free port. */
export interface TestServer {
  readonly origin: string;
  /** The admin's token. */
  readonly token: string;
  call(method: string, path: string, options?: { body?: unknown }): Promise<{ status: number }>;
  close(): Promise<void>;
}

// By a name that the compiler does not follow: it would check the whole server with our settings.
const TEST_APP = ['../../../apps/server/test', 'test-app.js'].join('/');

/** Starts a server; `environment` is added to its variables. */
export async function startTestServer(
  environment: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const module = (await import(TEST_APP)) as TestAppModule;
  const server = await module.startTestApp(environment);
  return {
    origin: server.origin,
    token: module.ADMIN_TOKEN,
    call: (method, path, options) => server.call(method, path, options),
    close: () => server.close(),
  };
}
