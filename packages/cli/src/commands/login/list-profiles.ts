import type { CommandContext } from '../../command/command-context.js';
import { findLocalServer } from '../../config/local-server.js';
import { readProfiles } from '../../config/profiles.js';
import { LOCAL_PROFILE } from '../../config/resolve-server.js';

/** A profile as shown: never its token. */
interface ShownProfile {
  readonly name: string;
  readonly current: boolean;
  readonly url: string;
  readonly project: string | null;
  readonly environment: string | null;
}

/** Lists profiles, and the server of this folder. */
export function listProfiles({ io, out }: CommandContext): Promise<void> {
  const { current, profiles } = readProfiles(io.env);
  const shown: ShownProfile[] = Object.entries(profiles).map(([name, one]) => ({
    name,
    current: name === current,
    url: one.url,
    project: one.project ?? null,
    environment: one.environment ?? null,
  }));
  const local = findLocalServer(io);
  if (local !== null) {
    shown.push({
      name: LOCAL_PROFILE,
      current: current === null,
      url: local.url,
      project: null,
      environment: null,
    });
  }
  out.result({ items: shown }, () => {
    out.table(
      ['', 'profile', 'server', 'project', 'environment'],
      shown.map((one) => [
        one.current ? '*' : '',
        out.paint.bold(one.name),
        one.url,
        one.project,
        one.environment,
      ]),
    );
    if (shown.length === 0) out.note('no profiles: sluice login --url https://…');
  });
  return Promise.resolve();
}
