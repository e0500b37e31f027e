import type { Command } from 'commander';
import type { Runner } from '../command/action.js';
import { registerFlags } from './flags/register-flags.js';
import { registerWhoami } from './whoami/register-whoami.js';

/** Adds commands to the program. */
export type Registration = (program: Command, run: Runner) => void;

/** Every group of commands, in the order of the help. */
export const REGISTRATIONS: readonly Registration[] = [registerFlags, registerWhoami];
