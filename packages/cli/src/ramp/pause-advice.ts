import type { RolloutView } from '@sluice/protocol';
import { shellWord } from '../words/shell-word.js';

/** Why a rollout stands still, and what to do about it. */
export interface PauseAdvice {
  readonly why: string;
  readonly advice: string;
}

/** How a command goes on behind the flag. */
export interface CommandRest {
  /** Global options, each after a blank (`CommandContext.repeated`). */
  readonly repeated: string;
  readonly rest?: string;
}

/** The command that tells a rollout something, as it can be pasted. */
export function commandFor(
  verb: string,
  { flag, environment }: Pick<RolloutView, 'flag' | 'environment'>,
  { repeated, rest = '' }: CommandRest,
): string {
  const place = `--env ${shellWord(environment)}${repeated}`;
  return `sluice ${verb} ${shellWord(flag)} ${place}${rest === '' ? '' : ` ${rest}`}`;
}

type Explain = (rollout: RolloutView, resume: string, repeated: string) => PauseAdvice;

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
  FLAG_DISABLED: (rollout, resume, repeated) => ({
    why: 'The flag was disabled, so nobody is served by the rollout.',
    advice: `${commandFor('flags enable', rollout, { repeated })}, then: ${resume}`,
  }),
  SHUTDOWN: (_, resume, repeated) => ({
    why: 'An emergency shutdown is engaged, so the flag is off for everyone.',
    advice: `When it is over (sluice shutdown status${repeated}): ${resume}`,
  }),
  ARCHIVED: (_, resume) => ({
    why: 'Its environment or project is archived.',
    advice: `Restore it, then: ${resume}`,
  }),
  ROLLED_BACK_TO: (_, resume) => ({
    why: 'It was taken back part of the way.',
    advice: `Go on with the first planned step above: ${resume}`,
  }),
  UNREADABLE: (rollout, _, repeated) => ({
    why: 'The server cannot read what its database holds of it: another version, or a hand, wrote that.',
    advice: `Take it back (${commandFor('rollback', rollout, { repeated, rest: '--reason "…"' })}) or end it (${commandFor('abort', rollout, { repeated })}), and start a new one.`,
  }),
};

/** Why this paused rollout stands still, in words, and what to do; `repeated` as in {@link CommandRest}. */
export function pauseAdvice(rollout: RolloutView, repeated: string): PauseAdvice {
  const reason = rollout.pauseReason ?? '';
  const resume = commandFor('resume', rollout, { repeated });
  const explain = EXPLAINED[reason];
  return (
    explain?.(rollout, resume, repeated) ?? {
      why: `Paused: ${reason}.`,
      advice: `Go on with: ${resume}`,
    }
  );
}
