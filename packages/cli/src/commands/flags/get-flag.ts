import type { Flag, FlagConfig } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { flagText } from '../../words/condition-text.js';
import { configurationLines } from '../../words/configuration-lines.js';
import { stateText } from '../../words/state-text.js';
import { t } from '../../terminal/text.js';
import { readFlag } from './find-flag.js';

/** Prints a flag and its configurations; `--json`: the flag with `configurations`. */
export async function getFlag(context: CommandContext, { args }: Input<object>): Promise<void> {
  const flag = await readFlag(context, args[0] ?? '');
  const configurations = await readConfigurations(context, flag);
  const { out } = context;
  out.result({ ...flag, configurations }, () => {
    printDefinition(context, flag);
    for (const config of configurations) {
      const { enabled, version } = config;
      out.line();
      out.line(
        t`${out.paint.bold(config.environment)}  ${stateText(enabled, out.paint)}  ${out.paint.dim(`version ${version}`)}`,
      );
      out.lines(configurationLines(config, out.paint));
    }
  });
}

async function readConfigurations(context: CommandContext, flag: Flag): Promise<FlagConfig[]> {
  const named = context.namedEnvironment();
  const keys = named === undefined ? Object.keys(flag.environments) : [named];
  const project = await context.projectPath();
  return Promise.all(
    keys.map((environment) =>
      context.api.get<FlagConfig>(
        `${project}${pathOf`/environments/${environment}/flags/${flag.key}`}`,
      ),
    ),
  );
}

function printDefinition({ out }: CommandContext, flag: Flag): void {
  const { variants, prerequisites, tags } = flag;
  out.pairs([
    ['flag', out.paint.bold(flag.key)],
    ['name', flag.name === '' || flag.name === flag.key ? null : flag.name],
    ['description', flag.description === '' ? null : flag.description],
    ['type', flag.type],
    [
      'variants',
      Object.entries(variants)
        .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
        .join(', '),
    ],
    [
      'requires',
      prerequisites.length === 0
        ? null
        : prerequisites.map((one) => flagText({ ...one })).join(', '),
    ],
    ['risk', flag.risk === 'high' ? out.paint.red(flag.risk) : flag.risk],
    ['in a shutdown', flag.onShutdown === 'keep' ? 'keeps working' : 'off'],
    ['browsers', flag.clientVisible ? 'may see it' : null],
    ['owner', flag.owner === '' ? null : flag.owner],
    ['tags', tags.length === 0 ? null : tags.join(', ')],
    ['lifetime', flag.temporary ? 'temporary' : null],
    ['archived', flag.archivedAt],
    ['version', flag.version],
  ]);
}
