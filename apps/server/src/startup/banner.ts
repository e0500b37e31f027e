import type { StartOutcome } from '../modules/first-start/index.js';

/** What a person sees once the server listens; secrets only at the start that made them. */
export function banner(url: string, { credentials, fresh, path }: StartOutcome): string {
  const lines = ['', `  Sluice listens on ${url}`, `  API: ${url}/api/docs`];
  if (credentials && fresh) {
    const { adminToken, keys } = credentials;
    lines.push('', '  Shown once, kept for you in ' + path);
    if (adminToken !== null) lines.push(`  Admin token     ${adminToken}`);
    for (const [environment, { server, client }] of Object.entries(keys)) {
      lines.push(`  ${environment.padEnd(15)} server  ${server}`);
      lines.push(`  ${''.padEnd(15)} client  ${client}`);
    }
  } else if (credentials) {
    lines.push(`  Credentials: ${path}`);
  }
  return `${lines.join('\n')}\n\n`;
}
