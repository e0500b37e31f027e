import type { Command } from 'commander';
import type { Runner } from '../command/action.js';
import { registerAudit } from './audit/register-audit.js';
import { registerCompletion } from './completion/register-completion.js';
import { registerEnvironments } from './environments/register-environments.js';
import { registerEval } from './eval/register-eval.js';
import { registerFlags } from './flags/register-flags.js';
import { registerKeys } from './keys/register-keys.js';
import { registerLogin } from './login/register-login.js';
import { registerProjects } from './projects/register-projects.js';
import { registerSegments } from './segments/register-segments.js';
import { registerShutdown } from './shutdown/register-shutdown.js';
import { registerTokens } from './tokens/register-tokens.js';
import { registerRollouts } from './rollouts/register-rollouts.js';
import { registerTransfer } from './transfer/register-transfer.js';
import { registerTypes } from './types/register-types.js';
import { registerWatch } from './watch/register-watch.js';
import { registerWebhooks } from './webhooks/register-webhooks.js';
import { registerWhoami } from './whoami/register-whoami.js';

/** Adds commands to the program. */
export type Registration = (program: Command, run: Runner) => void;

/** Every group of commands, in the order of the help. */
export const REGISTRATIONS: readonly Registration[] = [
  registerRollouts,
  registerShutdown,
  registerFlags,
  registerEval,
  registerWatch,
  registerSegments,
  registerProjects,
  registerEnvironments,
  registerKeys,
  registerTokens,
  registerWebhooks,
  registerAudit,
  registerTransfer,
  registerTypes,
  registerLogin,
  registerWhoami,
  registerCompletion,
];
