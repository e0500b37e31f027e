import { ConfigError } from '../config/index.js';
import { fatalMessage } from './fatal-message.js';

describe('fatalMessage', () => {
  it('is a sentence without a stack for what people can mend', () => {
    const message = fatalMessage(new ConfigError(['PORT is "http": must be a whole number.']));
    expect(message).toContain('PORT is "http"');
    expect(message).not.toContain('at ');
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/data/audit.key' });
    expect(fatalMessage(denied)).toBe(
      'sluice: cannot use /data/audit.key (EACCES). Check SLUICE_DATA_DIR and its permissions.',
    );
  });

  it('shows the stack of a defect', () => {
    expect(fatalMessage(new TypeError('x is not a function'))).toContain('fatal-message.spec');
  });
});
