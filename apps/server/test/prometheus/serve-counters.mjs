// An example service with counters on /metrics: it serves some requests on its own all the time;
// POST /fail makes half of them fail, POST /recover mends it. Prints its port.
import { createServer } from 'node:http';

const TICK_MS = 100;
const PER_TICK = 10;
const counters = { ok: 0, failed: 0 };
let failing = false;

setInterval(() => {
  const failed = failing ? PER_TICK / 2 : 0;
  counters.failed += failed;
  counters.ok += PER_TICK - failed;
}, TICK_MS);

const metrics = () => `# HELP http_requests_total Requests by status.
# TYPE http_requests_total counter
http_requests_total{status="200"} ${counters.ok}
http_requests_total{status="500"} ${counters.failed}
`;

const server = createServer((request, response) => {
  if (request.method === 'POST') failing = request.url === '/fail';
  response.setHeader('content-type', 'text/plain; version=0.0.4');
  response.end(request.url === '/metrics' ? metrics() : `${failing ? 'failing' : 'well'}\n`);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
