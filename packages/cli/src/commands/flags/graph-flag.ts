import type { FlagConfig, FlagGraph } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { inParallel } from '../../command/in-parallel.js';
import { treeLines, type FlagNode } from '../../words/flag-tree.js';
import { t } from '../../terminal/text.js';
import { withFlag } from './find-flag.js';
import { environmentFlags } from './environment-flags.js';
import { linkedFlags } from './linked-flags.js';

/** `flags graph` has no options of its own. */
export type GraphOptions = object;

const AT_ONCE = 8;

/** Draws what a flag requires and what requires it, or the whole project. `--json`: the API's graphs. */
export async function graphFlag(
  context: CommandContext,
  { args }: Input<GraphOptions>,
): Promise<void> {
  const place = await context.environmentPath('read');
  const [key] = args;
  const graphs =
    key === undefined ? await wholeProject(context, place) : await around(context, place, key);
  const { out } = context;
  if (out.json) {
    out.result(key === undefined ? { items: graphs } : graphs[0], () => undefined);
    return;
  }
  const linked = graphs.filter(({ parents, children }) => parents.length + children.length > 0);
  const nodes = await nodesOf(context, place, key === undefined ? linked : graphs);
  if (key === undefined) printForest(context, nodes, graphs.length - linked.length);
  else printAround(context, nodes, key);
}

function readGraph({ api }: CommandContext, place: string, key: string): Promise<FlagGraph> {
  return api.get<FlagGraph>(`${place}${pathOf`/flags/${key}/graph`}`);
}

/** Asks only about flags with links: of a thousand most have none. */
async function wholeProject(context: CommandContext, place: string): Promise<FlagGraph[]> {
  const environment = await context.environment('read');
  const active = await environmentFlags(context, environment);
  const linked = linkedFlags(active);
  const none = { parents: [], children: [], ancestors: [], touches: [] };
  return inParallel(active, AT_ONCE, ({ key }) =>
    linked.has(key)
      ? readGraph(context, place, key)
      : Promise.resolve({ flag: key, environment, ...none }),
  );
}

/** The graph of the flag itself first, then of everything above and below it. */
async function around(context: CommandContext, place: string, key: string): Promise<FlagGraph[]> {
  const own = await withFlag(context, key, () => readGraph(context, place, key));
  const others = await inParallel([...own.ancestors, ...own.touches], AT_ONCE, (other) =>
    readGraph(context, place, other),
  );
  return [own, ...others];
}

async function nodesOf(
  { api }: CommandContext,
  place: string,
  graphs: readonly FlagGraph[],
): Promise<Map<string, FlagNode>> {
  const nodes = await inParallel(graphs, AT_ONCE, async (graph): Promise<[string, FlagNode]> => {
    const config = await api.get<FlagConfig>(`${place}${pathOf`/flags/${graph.flag}`}`);
    return [graph.flag, { graph, config }];
  });
  return new Map(nodes);
}

function printAround(
  { out }: CommandContext,
  nodes: ReadonlyMap<string, FlagNode>,
  key: string,
): void {
  const { parents = [], children = [] } = nodes.get(key)?.graph ?? {};
  if (parents.length > 0) {
    out.line(out.paint.dim('requires'));
    out.lines(treeLines(nodes, { root: key, direction: 'parents', paint: out.paint }));
    if (children.length > 0) out.line(out.paint.dim('is required by'));
  }
  if (parents.length === 0 || children.length > 0) {
    out.lines(treeLines(nodes, { root: key, direction: 'children', paint: out.paint }));
  }
  if (parents.length + children.length === 0)
    out.note(out.notePaint.dim('no flag requires it, and it requires none'));
}

function printForest(
  { out }: CommandContext,
  nodes: ReadonlyMap<string, FlagNode>,
  alone: number,
): void {
  const roots = [...nodes.values()].filter(({ graph }) => graph.parents.length === 0);
  for (const { graph } of roots) {
    out.lines(treeLines(nodes, { root: graph.flag, direction: 'children', paint: out.paint }));
  }
  if (alone > 0) out.line(t`${out.paint.dim(`and ${alone} without parents or children`)}`);
}
