import type { Step, Story } from './trace-lines.js';

/** Shutdown, override and the switch, up to the one that decided. */
export function standingSteps(story: Story): Step[] {
  const { decidedBy, enabled } = story.trace;
  const early = [...shutdownSteps(story), ...overrideSteps(story)];
  if (decidedBy.step === 'shutdown' || decidedBy.step === 'override')
    return [...early, { outcome: 'notReached', text: enabled ? 'enabled' : 'disabled', marks: [] }];
  if (decidedBy.step === 'error' && decidedBy.errorCode === 'GENERAL')
    return [...early, decided(story, 'it cannot be evaluated here (GENERAL): serves')];
  if (decidedBy.step === 'disabled') return [...early, decided(story, 'disabled here: serves')];
  return [...early, passed('enabled')];
}

function shutdownSteps(story: Story): Step[] {
  const { shutdown, decidedBy } = story.trace;
  if (!shutdown.inForce) return [];
  if (decidedBy.step === 'shutdown') return [decided(story, 'emergency shutdown: serves')];
  return [passed('an emergency shutdown is engaged, which this flag is kept through')];
}

function overrideSteps(story: Story): Step[] {
  const { trace, hosts } = story;
  const { override, decidedBy } = trace;
  if (override === undefined) return [];
  const where = hosts.length === 0 ? 'the server' : `replica ${hosts.join(', ')}`;
  const source = `override ${override}, by a variable or the overrides file of ${where}`;
  if (decidedBy.step === 'override') return [decided(story, `${source}: gets`)];
  if (decidedBy.step === 'shutdown') return [{ outcome: 'notReached', text: source, marks: [] }];
  return [passed(`${source}: no variant is called that, so it is ignored`)];
}

function decided({ detail }: Story, text: string): Step {
  return { outcome: 'decided', text: `${text} ${detail.variant ?? 'no value'}`, marks: [] };
}

function passed(text: string): Step {
  return { outcome: 'passed', text, marks: [] };
}
