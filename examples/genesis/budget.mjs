// The last part of the guide with a real Prometheus (PROMETHEUS=/usr/bin/prometheus): a budget that cuts a ramp off.
import { startRealPrometheus } from './guide/real-prometheus.mjs';
import { budget } from './guide/steps/budget.mjs';
import { inWorld } from './guide/world.mjs';

const program = process.env.PROMETHEUS || 'prometheus';

/** The parent of the flag that costs money has to be on. */
async function openParent({ sluice }) {
  await sluice([
    ...['deploy', 'phase_4_deployment', '--env', 'production', '--strategy', 'instant'],
    ...['--wait', '1', '--check-every', '0.5', '--no-guards', '--watch'],
  ]);
}

await inWorld(
  ({ directory, port, service }) =>
    startRealPrometheus({ program, directory, port, service: service.address }),
  [openParent, budget],
);
