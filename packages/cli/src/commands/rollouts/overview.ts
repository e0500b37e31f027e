import type { CommandContext } from '../../command/command-context.js';
import { percent } from '../../ramp/numbers.js';
import { joined, t, type Cell, type Text } from '../../terminal/text.js';
import { ruleText } from '../../words/rule-text.js';
import { serveText } from '../../words/serve-text.js';
import { counted } from '../../words/value-text.js';
import { gatherOverview, type FlagState, type Overview } from './gather-overview.js';
import { stateCell } from './list-rollouts.js';

/** Every flag with its rollout, the shutdown and the overrides of one environment: what to look at before a deployment. */
export async function overview(context: CommandContext): Promise<void> {
  const place = {
    project: await context.project(),
    environment: await context.environment('read'),
  };
  const seen = await gatherOverview(context, place);
  const { out } = context;
  out.result(seen, () => {
    out.pairs([
      ['environment', t`${out.paint.bold(`${seen.project}/${seen.environment}`)}`],
      ['server', context.server.url],
      ['revision', seen.revision],
      ['shutdown', shutdownCell(context, seen)],
      ['overrides', overridesCell(context, seen)],
      ['SDKs connected', seen.sdks],
    ]);
    out.line();
    const flags = seen.flags.map((flag) => flagRow(context, flag, seen));
    out.table(['flag', 'state', 'serves', 'risk', 'rollout'], flags);
    if (out.rich) out.note(out.notePaint.dim(counted(seen.flags.length, 'flag')));
  });
}

function shutdownCell({ out: { paint } }: CommandContext, { shutdown, holders }: Overview): Cell {
  if (shutdown?.shutdown !== true) return paint.green('not engaged');
  const { by, at, reason } = shutdown;
  const held =
    holders.length === 0 ? '' : `; held by ${holders.map(({ host }) => host).join(', ')}`;
  return paint.red(`ENGAGED since ${at ?? '?'} by ${by ?? '?'}: ${reason ?? ''}${held}`);
}

function overridesCell({ out: { paint } }: CommandContext, { overrides }: Overview): Cell {
  if (overrides.length === 0) return paint.green('none');
  const words = overrides.map(({ flag, variant, replica }) => `${flag}=${variant} on ${replica}`);
  return paint.yellow(words.join(', '));
}

function flagRow(context: CommandContext, flag: FlagState, { shutdown }: Overview): Cell[] {
  const { paint } = context.out;
  const stopped = shutdown?.shutdown === true && flag.onShutdown === 'off';
  const state = flag.enabled ? paint.green('on') : paint.dim('off');
  return [
    paint.bold(flag.key),
    stopped ? paint.red('shut down') : state,
    servesText(flag),
    flag.risk === 'high' ? paint.red(flag.risk) : flag.risk,
    rolloutCell(context, flag),
  ];
}

function servesText({ enabled, rules, fallthrough }: FlagState): string {
  if (!enabled) return '';
  const rest = serveText(fallthrough);
  const [rule, ...others] = rules;
  if (rule === undefined) return rest;
  return others.length === 0
    ? `${ruleText(rule)}, else ${rest}`
    : `${rules.length} rules, else ${rest}`;
}

function rolloutCell(context: CommandContext, { rollouts }: FlagState): Text {
  const cells = rollouts.map((rollout) => {
    const { strategy, current_percentage: at } = rollout;
    return t`${stateCell(context, rollout)} at ${percent(at)} (${strategy})`;
  });
  return joined(cells, '; ');
}
