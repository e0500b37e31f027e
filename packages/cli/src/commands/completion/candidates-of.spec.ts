import type { Command } from 'commander';
import { createProgram } from '../../program.js';
import { candidatesOf } from './candidates-of.js';

const program: Command = createProgram(() => () => Promise.resolve());

it.each([
  ['flags get', 'flag'],
  ['eval', 'flag'],
  ['status', 'flag'],
  ['rollouts show', 'flag'],
  ['segments get', 'segment'],
  ['projects update', 'project'],
  ['environments archive', 'environment'],
  ['keys rotate', 'key'],
  ['tokens revoke', 'token'],
  ['webhooks test', 'webhook'],
  ['webhooks deliveries', 'webhook'],
  ['rollouts templates show', 'template'],
  ['deploy checkout --template', 'template'],
  ['webhooks create x --only', 'environment'],
  ['profiles use', 'profile'],
  ['keys create', null],
  ['flags create', null],
  ['rollouts templates save', 'template'],
])('asks for the right names behind `sluice %s`', (line, names) => {
  expect(candidatesOf([...line.split(' '), ''], program).names).toBe(names);
});

it.each([
  ['keys create x --kind', ['server', 'client']],
  ['tokens create x --kind', ['personal', 'service']],
  ['webhooks deliveries x --state', ['pending', 'delivered', 'failed']],
  ['webhooks create x --format', ['sluice', 'slack']],
  ['import x --format', ['sluice', 'genesis']],
  [
    'rollouts list --state',
    ['scheduled', 'running', 'paused', 'completed', 'rolled_back', 'aborted'],
  ],
  ['deploy x --strategy', ['safe', 'fast', 'instant', 'custom']],
])('offers the choices of `sluice %s`', (line, choices) => {
  const { fixed } = candidatesOf([...line.split(' '), ''], program);
  expect(fixed.map(({ word }) => word)).toEqual(choices);
});
