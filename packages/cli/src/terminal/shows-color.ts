import type { Io, OutputStream } from './io.js';

/** Whether `stream` is to be coloured: never with `--no-color` or NO_COLOR, always with FORCE_COLOR, else on terminals that can. */
export function showsColor(stream: OutputStream, env: Io['env'], wanted: boolean): boolean {
  if (!wanted || isSet(env.NO_COLOR)) return false;
  if (env.FORCE_COLOR !== undefined) return isSet(env.FORCE_COLOR) && env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
