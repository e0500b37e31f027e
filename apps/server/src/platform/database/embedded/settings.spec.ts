import { settingsArguments } from './settings.js';

const values = (args: readonly string[]) => args.filter((arg) => arg !== '-c');

describe('settingsArguments', () => {
  it('is durable and opens no port', () => {
    const settings = values(settingsArguments('/run/x'));
    expect(settings).toContain('fsync=on');
    expect(settings).toContain('full_page_writes=on');
    expect(settings).toContain('synchronous_commit=on');
    expect(settings).toContain('listen_addresses=');
  });

  it('takes what it is given over the defaults', () => {
    expect(values(settingsArguments('/run/x', { max_connections: '7' }))).toContain(
      'max_connections=7',
    );
  });

  it('keeps the log that tells when the server is ready', () => {
    const settings = values(settingsArguments('/run/x', { log_min_messages: 'panic' }));
    expect(settings).toContain('log_min_messages=warning');
  });

  it('names a directory with a comma and quotes as one directory', () => {
    expect(values(settingsArguments('/a, "b"'))).toContain('unix_socket_directories="/a, ""b"""');
  });
});
