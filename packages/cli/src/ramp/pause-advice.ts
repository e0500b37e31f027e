import type { RolloutView } from '@sluice/protocol';

/** Why a rollout stands still, and what to do about it. */
export interface PauseAdvice {
  readonly why: string;
  readonly advice: string;
}

/** The command that tells a rollout something, as it can be pasted. */
export function commandFor(
  verb: string,
  { flag, environment }: Pick<RolloutView, 'flag' | 'environment'>,
  rest = '',
): string {
  return `sluice ${verb} ${flag} --env ${environment}${rest === '' ? '' : ` ${rest}`}`;
}

type Explain = (rollout: RolloutView, resume: string) => PauseAdvice;

const EXPLAINED: Readonly<Record<string, Explain>> = {
  MANUAL: (_, resume) => ({ why: 'Somebody paused it.', advice: `Go on with: ${resume}` }),
  GUARD: (_, resume) => ({
    why: 'A guard asked for a pause.',
    advice: `See what it read, and either repair and go on (${resume}) or roll back.`,
  }),
  SITE_WIDE: (_, resume) => ({
    why: 'Users in the rollout and users outside it are hit alike, so it is not this flag.',
    advice: `Repair what ails the whole service, then: ${resume}`,
  }),
  SAMPLE_RATIO: (_, resume) => ({
    why: 'The users who report are not split as the percentage says, so the comparison cannot be trusted.',
    advice: `Look for lost reports of one side (crashes, an old SDK, bots), then: ${resume}`,
  }),
  NO_DATA: (rollout, resume) => ({
    why: `No guard reading came for longer than ${rollout.noDataSeconds} s.`,
    advice: `Is the service up, does it call observe or track, does the pipeline push? Then: ${resume}`,
  }),
  FLAG_DISABLED: (rollout, resume) => ({
    why: 'The flag was disabled, so nobody is served by the rollout.',
    advice: `${commandFor('flags enable', rollout)}, then: ${resume}`,
  }),
  SHUTDOWN: (_, resume) => ({
    why: 'An emergency shutdown is engaged, so the flag is off for everyone.',
    advice: `When it is over (sluice shutdown status): ${resume}`,
  }),
  ARCHIVED: (_, resume) => ({
    why: 'Its environment or project is archived.',
    advice: `Restore it, then: ${resume}`,
  }),
  ROLLED_BACK_TO: (_, resume) => ({
    why: 'It was taken back part of the way.',
    advice: `Go on with the first planned step above: ${resume}`,
  }),
};

/** Why this paused rollout stands still, in words, and what to do. */
export function pauseAdvice(rollout: RolloutView): PauseAdvice {
  const reason = rollout.pauseReason ?? '';
  const resume = commandFor('resume', rollout);
  const explain = EXPLAINED[reason];
  return (
    explain?.(rollout, resume) ?? { why: `Paused: ${reason}.`, advice: `Go on with: ${resume}` }
  );
}
