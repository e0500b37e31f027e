import { usageError } from '../command/cli-error.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The address in the form that is kept: scheme, host, port and path without a slash at the end. Anything but http and https, and one with credentials in it, is refused with exit code 2. */
export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw usageError(
      `'${text}' is no address of a server.`,
      'Give it like https://flags.example.com or http://127.0.0.1:4400.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError('The address must not hold credentials.', 'Use sluice login for the token.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** True where a token sent there could be read on the way. */
export function isReadableOnTheWay(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}
