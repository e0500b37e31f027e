import type { Client, ClientBase } from 'pg';

const GOODBYE_MS = 1_000;

/** Ends a connection; one whose server does not answer the goodbye within a second is cut off. Never rejects. */
export async function endClient(client: Client): Promise<void> {
  const cut = setTimeout(() => streamOf(client).destroy(), GOODBYE_MS);
  await client.end().catch(() => undefined);
  clearTimeout(cut);
}

/** The socket, which @types/pg does not know of ordinary clients. */
function streamOf(client: ClientBase): { destroy(): void } {
  return (client as ClientBase & { connection: { stream: { destroy(): void } } }).connection.stream;
}
