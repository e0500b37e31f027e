import { spawnSync } from 'node:child_process';
import { shellWord } from './shell-word.js';

it('leaves keys as they are', () => {
  expect(['phase_4_deployment', 'a.b-c', 'on=10,off=90'].map(shellWord)).toEqual([
    'phase_4_deployment',
    'a.b-c',
    'on=10,off=90',
  ]);
});

it.each(['', "it's", '$(id) `id`', '{"id": "cora"}', '-x', 'a\nb', '~', '*'])(
  'gives %j to a program as it is',
  (text) => {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellWord(text)}`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(text);
  },
);
