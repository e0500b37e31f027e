// A real Prometheus that scrapes the example service: the guard of the budget asks it as it would in production.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stopProcess } from '../operator/stop-process.mjs';
import { until } from './until.mjs';

const configOf = (service) => `global:
  scrape_interval: 500ms
  scrape_timeout: 400ms
scrape_configs:
  - job_name: service
    static_configs:
      - targets: ['${new URL(service).host}']
`;

/** Prometheus on this port, scraping the service twice a second; `program` is its path. */
export async function startRealPrometheus({ program, directory, port, service }) {
  const home = join(directory, 'prometheus');
  await mkdir(home);
  const config = join(home, 'prometheus.yml');
  await writeFile(config, configOf(service));
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(home, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  const query = `http://127.0.0.1:${port}/api/v1/query?query=llm_cost_usd_total`;
  await until('the first scrape of Prometheus', async () => {
    const answer = await fetch(query).catch(() => null);
    return answer?.ok === true && (await answer.json()).data.result.length === 1;
  });
  return {
    stop: () => stopProcess(child),
  };
}
