const rule = (message: string) => ({ status: 422, retryable: false, message }) as const;

/** Error codes of guarded rollouts; part of the one registry, `ERROR_CODES`. */
export const ROLLOUT_ERROR_CODES = {
  ROLLOUT_LOCKED: {
    status: 409,
    retryable: false,
    message:
      'A rollout is stepping this rule. Pause does not unlock it: abort it or roll it back first. See details.rollout.',
  },
  ROLLOUT_ACTIVE: {
    status: 409,
    retryable: false,
    message: 'Another rollout of this rule is active. See details.rollout.',
  },
  ROLLOUT_ENDED: {
    status: 409,
    retryable: false,
    message: 'This rollout has ended; nothing changes it any more. Start a new one.',
  },
  ROLLOUT_STATE: {
    status: 409,
    retryable: false,
    message: 'This is not possible in the state the rollout is in. See details.state.',
  },
  ROLLOUT_STEP_CHANGED: {
    status: 409,
    retryable: false,
    message:
      'The rollout has moved on since you looked. Read it again, and send its `entry` as `from`.',
  },
  ROLLOUT_NOT_HEALTHY: {
    status: 409,
    retryable: false,
    message:
      'The rollout goes up only on healthy evidence. See details.health for what is missing.',
  },
  ROLLOUT_NO_DATA: {
    status: 409,
    retryable: false,
    message:
      'A guard has had no data in the last 10 minutes. Connect its source first, or send allowNoData: true.',
  },
  FLAG_DISABLED: {
    status: 409,
    retryable: false,
    message: 'The flag is disabled. Enable it first.',
  },
  SHUTDOWN_ENGAGED: {
    status: 409,
    retryable: false,
    message: 'The emergency shutdown is engaged: nobody would get the flag. Release it first.',
  },
  ROLLOUT_WITHOUT_EFFECT: rule(
    'Everyone outside the rollout would get the same variant anyway. Change the fallthrough or the later rules first.',
  ),
  INVALID_STEPS: rule('The steps are percentages that go up, like "0,5,20,100".'),
  INVALID_WAIT: rule('The wait is between half a second and 30 days.'),
  INVALID_START: rule('A rollout starts now or later. Leave `startAt` out to start at once.'),
  INVALID_GUARD: rule('A guard does not fit its source. See the message.'),
  INVALID_ROLLBACK_TARGET: rule(
    'A partial rollback goes to a percentage above 0 and below the present one.',
  ),
  UNKNOWN_RULE: rule('The flag has no such rule in this environment.'),
  SERVE_REQUIRED: rule('Say which variant the new rule serves.'),
  UNKNOWN_PROMETHEUS: rule(
    'No Prometheus server of this name is configured. Name it in SLUICE_PROMETHEUS.',
  ),
  EGRESS_REFUSED: rule(
    'This address may not be called: it is private, or not http. See SLUICE_EGRESS_ALLOW.',
  ),
} as const;
