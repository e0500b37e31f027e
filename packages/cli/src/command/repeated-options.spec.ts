import { repeatedOptions } from './repeated-options.js';

it.each([
  ['nothing where nothing was said', {}, {}, ''],
  [
    'what the command line said',
    { project: 'shop', profile: 'prod', url: 'https://flags.example.com' },
    {},
    ' --project shop --profile prod --url https://flags.example.com',
  ],
  [
    'what variables say, which may have been set for one command only',
    {},
    { SLUICE_PROJECT: 'shop', SLUICE_PROFILE: 'prod' },
    ' --project shop --profile prod',
  ],
  [
    'no profile that was not used because a token was given',
    {},
    { SLUICE_PROFILE: 'prod', SLUICE_TOKEN: 'slu_pat_x', SLUICE_URL: 'http://127.0.0.1' },
    '',
  ],
  ['what is hostile in quotes', { project: '$(id)' }, {}, " --project '$(id)'"],
])('repeats %s', (_, globals, env, expected) => {
  expect(repeatedOptions(globals, env)).toBe(expected);
});
