import type { FlagConfig, InstancesPage, RolloutView, Shutdowns } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { CommandContext } from '../../command/command-context.js';
import { presentPercentage } from '../../ramp/present-percentage.js';
import { environmentFlags, type EnvironmentFlag } from '../flags/environment-flags.js';
import { activeRollouts } from './find-rollout.js';

type Place = Pick<RolloutView, 'project' | 'environment'>;

/** One flag of an {@link Overview}. */
export interface FlagState {
  readonly key: string;
  readonly enabled: boolean;
  readonly risk: string;
  readonly onShutdown: string;
  readonly rules: FlagConfig['rules'];
  readonly fallthrough: FlagConfig['fallthrough'];
  /** Share of users let in by its only rule for everyone; null where that is no single number. */
  readonly current_percentage: number | null;
  /** The rollouts of it that are under way. */
  readonly rollouts: readonly RolloutView[];
}

/** What `sluice status` without a flag tells of an environment. */
export interface Overview extends Place {
  readonly revision: number | null;
  readonly shutdown: Shutdowns['items'][number] | null;
  readonly holders: Shutdowns['holders'];
  /** SDKs connected now, at most the first 200; null where the token may not see them. */
  readonly sdks: number | null;
  /** What replicas override by their variables or file. */
  readonly overrides: readonly { replica: string; flag: string; variant: string }[];
  readonly flags: readonly FlagState[];
}

/** Everything about one environment that a deployment may run into. */
export async function gatherOverview(context: CommandContext, place: Place): Promise<Overview> {
  const { api } = context;
  const project = pathOf`/projects/${place.project}`;
  const [environments, flags, rollouts, shutdowns, instances] = await Promise.all([
    context.environments(),
    environmentFlags(context, place.environment),
    activeRollouts(context, { environment: place.environment }),
    api.get<Shutdowns>(`${project}${pathOf`/environments/${place.environment}/shutdown`}`),
    instancesOf(context, place),
  ]);
  const environment = environments.find(({ key }) => key === place.environment);
  return {
    ...place,
    revision: environment?.revision ?? null,
    shutdown: shutdowns.items[0] ?? null,
    holders: shutdowns.holders,
    sdks: instances?.items.length ?? null,
    overrides: overridesOf(instances, place),
    flags: flags.map((flag) => stateOf(flag, rollouts)),
  };
}

/** Null where the token may not see instances. */
async function instancesOf({ api }: CommandContext, place: Place): Promise<InstancesPage | null> {
  try {
    return await api.get<InstancesPage>('/instances', { ...place, connected: true, limit: 200 });
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 403) return null;
    throw error;
  }
}

function overridesOf(instances: InstancesPage | null, place: Place): Overview['overrides'] {
  return (instances?.replicas ?? []).flatMap(({ host, environments }) =>
    environments
      .filter(
        ({ project, environment }) =>
          project === place.project && environment === place.environment,
      )
      .flatMap(({ overrides }) => Object.entries(overrides))
      .map(([flag, variant]) => ({ replica: host, flag, variant })),
  );
}

function stateOf(
  { key, risk, onShutdown, config }: EnvironmentFlag,
  rollouts: readonly RolloutView[],
): FlagState {
  const own = rollouts.filter(({ flag }) => flag === key);
  const { enabled, rules, fallthrough } = config;
  const current_percentage = presentPercentage(config, own[0]);
  return { key, enabled, risk, onShutdown, rules, fallthrough, current_percentage, rollouts: own };
}
