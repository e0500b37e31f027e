import { openDeliveries } from './open-deliveries.js';

const [, , , url = '', leaseMs = ''] = process.argv;
openDeliveries(url, Number(leaseMs)).worker.onApplicationBootstrap();
// The worker's own timers do not keep a process alive.
setInterval(() => undefined, 1_000);
process.stdout.write('running\n');
