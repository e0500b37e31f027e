const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'the name has no address',
  EAI_AGAIN: 'the name could not be looked up just now',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  EPROTO: 'no TLS is spoken there, or none that fits',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it has a self-signed certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Why a request came to nothing, in words, with the code that administrators search for. */
export function whyFailed(error: unknown): string {
  const code = memberOf(error, 'code');
  const words = WORDS[code];
  if (words !== undefined) return `${words} (${code})`;
  const message = memberOf(error, 'message').replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  return message === '' ? 'the request failed' : message;
}

/** Asked of the object and not of its class: errors of Node itself may come from another realm. */
function memberOf(error: unknown, name: 'code' | 'message'): string {
  const value: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}
