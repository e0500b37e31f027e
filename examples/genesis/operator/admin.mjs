/** A small client of the admin API: `call('POST', '/projects', body)`; an answer above 399 throws. */
export function createAdmin({ url, token }) {
  const call = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text === '' ? null : JSON.parse(text);
    if (!response.ok) throw new ApiError(`${method} ${path}`, response.status, answer);
    return answer;
  };
  return { call, patchConfig: (...args) => patchConfig(call, ...args) };
}

/** An answer that is an error: `code` is Sluice's (docs/errors.md). */
export class ApiError extends Error {
  constructor(request, status, body) {
    super(
      `${request} answered ${status} ${body?.code}: ${body?.message} ${JSON.stringify(body?.details)}`,
    );
    this.status = status;
    this.code = body?.code;
    this.details = body?.details;
  }
}

/** Reads a flag's configuration for its version, then patches it, as an editor would. */
async function patchConfig(call, environment, flag, body) {
  const path = `/projects/genesis/environments/${environment}/flags/${flag}`;
  const { version } = await call('GET', path);
  return call('PATCH', path, body, { 'if-match': `"${version}"` });
}
