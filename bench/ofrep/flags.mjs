import { adminOf } from '../server/admin.mjs';

const SERVED = [
  () => ({ fallthrough: { variant: 'on' } }),
  (i) => ({
    rules: [
      {
        conditions: [{ attribute: 'plan', operator: 'in', values: ['pro', 'team'] }],
        serve: { variant: 'on' },
      },
      { conditions: [], rollout: { percentage: i }, serve: { variant: 'on' } },
    ],
  }),
  (i) => ({ rules: [{ conditions: [], rollout: { percentage: i }, serve: { variant: 'on' } }] }),
];

/** A project of `count` boolean flags, enabled: a third plain, a third with a percentage, a third with a condition and a percentage; answers its server key. */
export async function createFlags(url, token, count) {
  const admin = adminOf(url, token);
  const project = '/projects/ofrep';
  await admin.post('/projects', { key: 'ofrep' });
  await admin.post(`${project}/environments`, { key: 'bench' });
  for (let i = 0; i < count; i++) {
    const key = `flag_${String(i).padStart(3, '0')}`;
    await admin.post(`${project}/flags`, { key, type: 'boolean' });
    const answer = await fetch(`${url}/api/v1${project}/environments/bench/flags/${key}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': '"1"',
      },
      body: JSON.stringify({ enabled: true, ...SERVED[i % SERVED.length](i) }),
    });
    if (!answer.ok) throw new Error(`${key}: ${answer.status} ${await answer.text()}`);
  }
  const key = { kind: 'server', name: 'bench' };
  return (await admin.post(`${project}/environments/bench/keys`, key)).secret;
}
