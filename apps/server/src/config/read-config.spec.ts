import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config-error.js';
import { readConfig } from './read-config.js';
import { VARIABLES } from './variables.js';

const facts = { workingDirectory: '/srv/sluice', terminal: false };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment, facts);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('answers the documented defaults for an empty environment', () => {
    expect(readConfig({}, facts)).toMatchObject({
      databaseUrl: null,
      dataDir: '/srv/sluice/.sluice',
      port: 4400,
      host: '127.0.0.1',
      seed: 'genesis',
      logFormat: 'json',
      corsOrigins: [],
      emergencyShutdown: false,
    });
  });

  it('seeds nothing on a database of somebody else, unless told to', () => {
    const DATABASE_URL = 'postgres://u:p@db/sluice';
    expect(readConfig({ DATABASE_URL }, facts).seed).toBe('none');
    expect(readConfig({ DATABASE_URL, SLUICE_SEED: 'genesis' }, facts).seed).toBe('genesis');
  });

  it('names every problem at once', () => {
    const problems = problemsOf({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      CORS_ORIGINS: 'example.com/path',
      SLUICE_RATE_LIMIT: '0',
      EMERGENCY_SHUTDOWN: 'maybe',
    });
    const names = problems.map((problem) => problem.split(' ')[0]);
    expect(names.sort()).toEqual([
      'CORS_ORIGINS',
      'EMERGENCY_SHUTDOWN',
      'LOG_LEVEL',
      'PORT',
      'SLUICE_RATE_LIMIT',
    ]);
  });

  it.each(['127.0.0.1:4500', 'http://health', '*.internal', '10.0.0.0/33', '10.0.0.0/8/8', 'a b'])(
    'does not start with an address to call that would allow nothing: %s',
    (SLUICE_EGRESS_ALLOW) => {
      expect(problemsOf({ SLUICE_EGRESS_ALLOW })).toEqual([
        expect.stringMatching(/^SLUICE_EGRESS_ALLOW .*hosts and blocks/),
      ]);
    },
  );

  it.each(['nginx', 'true', '*', '10.0.0.0/33', '0.0.0.0/0', '127.0.0.1:80', '127.0.0.1 ::1'])(
    'does not start with a proxy that is no address: %s',
    (SLUICE_TRUST_PROXY) => {
      expect(problemsOf({ SLUICE_TRUST_PROXY })).toEqual([
        expect.stringMatching(/^SLUICE_TRUST_PROXY .*addresses and blocks/),
      ]);
    },
  );

  it('takes addresses and blocks of proxies', () => {
    const SLUICE_TRUST_PROXY = '127.0.0.1, ::1,10.0.0.0/8,fd00::/8,loopback,uniquelocal';
    expect(readConfig({ SLUICE_TRUST_PROXY }, facts).trustProxy).toHaveLength(6);
  });

  it('takes hosts, addresses and blocks to call', () => {
    const SLUICE_EGRESS_ALLOW = 'localhost, health.internal,10.0.0.0/8,::1,fd00::/8,db_1';
    expect(readConfig({ SLUICE_EGRESS_ALLOW }, facts).egressAllow).toHaveLength(6);
  });

  it('understands an emergency in the words of the SDKs, and does not start with any other', () => {
    for (const word of ['true', 'TRUE ', ' 1', 'On', 'yes'])
      expect(readConfig({ EMERGENCY_SHUTDOWN: word }, facts).emergencyShutdown).toBe(true);
    for (const word of ['false', '0', 'Off ', 'no', ' ', ''])
      expect(readConfig({ EMERGENCY_SHUTDOWN: word }, facts).emergencyShutdown).toBe(false);
    const [problem] = problemsOf({ EMERGENCY_SHUTDOWN: 'ture' });
    expect(problem).toMatch(/^EMERGENCY_SHUTDOWN is "ture": .* has not started\. Set true \(or 1/);
  });

  it('never shows the value of a secret', () => {
    const text = problemsOf({
      DATABASE_URL: 'mysql://root:hunter2@db',
      SLUICE_ADMIN_TOKEN: 'hunter2',
      SLUICE_AUDIT_KEY: 'hunter2',
    }).join('\n');
    expect(text).toContain('SLUICE_AUDIT_KEY');
    expect(text).not.toContain('hunter2');
  });

  it('takes an empty variable as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' }, facts)).toMatchObject({
      port: 4400,
      databaseUrl: null,
    });
  });

  it('hands the whole environment on to whoever reads overrides from it', () => {
    const { processEnvironment } = readConfig({ PHASE_4_DEPLOYMENT: 'false' }, facts);
    expect(processEnvironment).toEqual({ PHASE_4_DEPLOYMENT: 'false' });
  });
});

describe('docs/operations.md', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/operations.md'), 'utf8');
  const [, table = ''] = text.split('## Every variable');
  const rows = [...table.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (.+?) +\|$/gm)];

  it('lists every variable with its default and its meaning, and no other', () => {
    const documented = rows.map(([, name, fallback, description]) => [name, fallback, description]);
    const real = Object.entries(VARIABLES).map(([name, variable]) => [
      name,
      variable.default,
      variable.description,
    ]);
    expect(documented).toEqual(real);
  });
});
