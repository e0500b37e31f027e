// Answers Prometheus' query API for the one metric of the example service. The test against a real
// Prometheus is budget.peer.spec.ts; this one lets the guide run where there is none.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** A server on this port that answers any instant query with what the service has cost so far. */
export async function startSmallPrometheus({ port, service }) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://prometheus');
    if (pathname !== '/api/v1/query') return void response.writeHead(404).end();
    answer(service).then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
      () => response.writeHead(503).end(),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

async function answer(service) {
  const [, value] = (await service.metrics()).trim().split(' ');
  const result = [{ metric: {}, value: [Date.now() / 1000, value] }];
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
}
