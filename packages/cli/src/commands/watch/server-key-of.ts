import type { CommandContext } from '../../command/command-context.js';
import { findLocalServer } from '../../config/local-server.js';
import { serverUrl } from '../../config/server-url.js';
import { setting } from '../../config/setting.js';

/** A server key for the stream of an environment: SLUICE_SDK_KEY, or the one `npm start` left in this folder; null where there is none for this server. */
export function serverKeyOf({ io, server }: CommandContext, environment: string): string | null {
  const given = setting(io.env, 'SLUICE_SDK_KEY');
  if (given !== undefined) return given;
  const local = server.source.startsWith('profile ') ? null : findLocalServer(io);
  if (local === null || serverUrl(local.url) !== server.url) return null;
  return Object.hasOwn(local.serverKeys, environment)
    ? (local.serverKeys[environment] ?? null)
    : null;
}
