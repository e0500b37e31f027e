import { createLogger } from './create-logger.js';

async function lines(
  write: (logger: Awaited<ReturnType<typeof createLogger>>) => void,
): Promise<string> {
  let text = '';
  const config = { logLevel: 'info', logFormat: 'json' } as const;
  write(await createLogger(config, { write: (line) => (text += line) }));
  return text;
}

describe('createLogger', () => {
  it('writes one JSON object per line with level, time and facts', async () => {
    const text = await lines((logger) => {
      logger.info({ requestId: 'r' }, 'done');
      logger.debug('unseen');
    });
    expect(text.split('\n')).toHaveLength(2);
    expect(JSON.parse(text)).toMatchObject({ level: 'info', requestId: 'r', msg: 'done' });
  });

  it('never writes a credential, whoever passes the object', async () => {
    const text = await lines((logger) => {
      logger.info({ headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } }, 'a');
      logger.info({ req: { headers: { authorization: 'hunter2' } }, secret: 'hunter2' }, 'b');
      logger.info({ token: 'hunter2', auditKey: 'hunter2', databaseUrl: 'hunter2' }, 'c');
    });
    expect(text).toContain('[redacted]');
    expect(text).not.toContain('hunter2');
  });
});
