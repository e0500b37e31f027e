import { Agent, request } from 'node:http';

/** A caller of the admin API over kept connections; throws with the server's own message when refused. */
export function adminOf(url, token) {
  const agent = new Agent({ keepAlive: true });
  const call = async (method, path, body, version) => {
    const sent = { agent, method, token, body, version };
    const { status, text } = await exchange(`${url}/api/v1${path}`, sent);
    if (status >= 300) throw new Error(`${method} ${path} → ${status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    /** Edits what is at `version`. */
    patch: (path, version, body) => call('PATCH', path, body, version),
  };
}

// node:http and not fetch: the generator shares two cores with the server, and costs a third of it.
function exchange(url, { agent, method, token, body, version }) {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers = {
    authorization: `Bearer ${token}`,
    ...(version !== undefined && { 'if-match': `"${version}"` }),
    ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/** Creates a project with one environment, `count` boolean flags (disabled) and a server key. */
export async function createProject(admin, { key, count }) {
  await admin.post('/projects', { key, name: key });
  await admin.post(`/projects/${key}/environments`, { key: 'bench', name: 'Bench' });
  const flags = Array.from({ length: count }, (_, i) => `flag_${String(i).padStart(5, '0')}`);
  for (const flag of flags)
    await admin.post(`/projects/${key}/flags`, { key: flag, type: 'boolean' });
  const { secret } = await admin.post(`/projects/${key}/environments/bench/keys`, {
    kind: 'server',
    name: 'bench',
  });
  return { key, flags, enabled: new Set(), secret, path: `/projects/${key}/environments/bench` };
}
