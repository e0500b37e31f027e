import type { RolloutTemplate } from '@sluice/protocol';
import { ApiFailure } from '../../api/api-failure.js';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { printableJson } from '../../terminal/printable.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { jsonFrom } from './json-from.js';

/** Options of `save`. */
export interface SaveOptions extends WriteOptions {
  readonly name?: string;
}

async function pathTo(context: CommandContext, key?: string): Promise<string> {
  const all = `${await context.projectPath()}/rollout-templates`;
  return key === undefined ? all : `${all}${pathOf`/${key}`}`;
}

/** `sluice rollouts templates list` */
export async function listTemplates(context: CommandContext): Promise<void> {
  const page = await context.api.list<RolloutTemplate>(await pathTo(context));
  const { out } = context;
  out.result(page, () => {
    const rows = page.items.map(({ key, name, plan, description }) => [
      out.paint.bold(key),
      name,
      plan.strategy ?? (plan.steps === undefined ? 'safe' : 'custom'),
      description,
    ]);
    out.table(['template', 'name', 'strategy', 'description'], rows);
  });
}

/** `sluice rollouts templates show` */
export async function showTemplate(
  context: CommandContext,
  { args: [key = ''] }: Input<object>,
): Promise<void> {
  const template = await context.api.get<RolloutTemplate>(await pathTo(context, key));
  context.out.result(template, () => context.out.raw(`${printableJson(template.plan)}\n`));
}

/** `sluice rollouts templates save`: creates the template, or replaces the plan of the one there is. */
export async function saveTemplate(
  context: CommandContext,
  { args: [key = '', file = '-'], options }: Input<SaveOptions>,
): Promise<void> {
  const plan = await jsonFrom(context, file);
  const named = options.name === undefined ? {} : { name: options.name };
  const before = await existing(context, key);
  const written = await write<RolloutTemplate>(
    context,
    before === null
      ? { method: 'POST', path: await pathTo(context), body: { key, plan, ...named } }
      : {
          method: 'PATCH',
          path: await pathTo(context, key),
          body: { plan, ...named },
          ifMatch: before.version,
        },
    options,
  );
  const { out, repeated } = context;
  out.result(written.answer, () =>
    out.line(t`saved ${out.paint.bold(key)}: sluice deploy FLAG --template ${key}${repeated}`),
  );
  noteOutcome(context, written);
}

async function existing(context: CommandContext, key: string): Promise<RolloutTemplate | null> {
  try {
    return await context.api.get<RolloutTemplate>(await pathTo(context, key));
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return null;
    throw error;
  }
}

/** `sluice rollouts templates delete` */
export async function deleteTemplate(
  context: CommandContext,
  { args: [key = ''], options }: Input<WriteOptions>,
): Promise<void> {
  const path = await pathTo(context, key);
  const { version } = await context.api.get<RolloutTemplate>(path);
  await context.confirm(`Delete the template ${key}?`);
  const written = await write<unknown>(
    context,
    { method: 'DELETE', path, ifMatch: version },
    options,
  );
  context.out.result(written.answer, () => context.out.line(t`deleted ${key}`));
  noteOutcome(context, written);
}
