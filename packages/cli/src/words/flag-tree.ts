import type { FlagConfig, FlagGraph } from '@sluice/protocol';
import type { Paint } from '../terminal/paint.js';
import { t, type Text } from '../terminal/text.js';
import { percentText } from './serve-text.js';
import { stateText } from './state-text.js';

/** A flag with its direct links and what it does in the environment. */
export interface FlagNode {
  readonly graph: FlagGraph;
  readonly config: FlagConfig;
}

type Nodes = ReadonlyMap<string, FlagNode>;
type Link = FlagGraph['parents'][number];

/** Where a tree begins and which way it goes. */
export interface TreeOptions {
  readonly root: string;
  readonly direction: 'parents' | 'children';
  readonly paint: Paint;
}

/** A tree of flags with their states; what was drawn already is named but not drawn again. */
export function treeLines(nodes: Nodes, options: TreeOptions): Text[] {
  const drawn = new Set<string>();
  const draw = (key: string, indent: string, label: Text): Text[] => {
    const links = nodes.get(key)?.graph[options.direction] ?? [];
    const again = drawn.has(key) && links.length > 0;
    drawn.add(key);
    const line = t`${label}${again ? options.paint.dim('  (above)') : ''}`;
    if (again) return [line];
    const below = links.flatMap((link, index) => {
      const isLast = index === links.length - 1;
      const branch = t`${indent}${isLast ? '└─ ' : '├─ '}${nodeText(nodes, link.flag, options.paint)}${linkText(link, options.paint)}`;
      return draw(link.flag, `${indent}${isLast ? '   ' : '│  '}`, branch);
    });
    return [line, ...below];
  };
  return draw(options.root, '', nodeText(nodes, options.root, options.paint));
}

function nodeText(nodes: Nodes, key: string, paint: Paint): Text {
  const node = nodes.get(key);
  if (node === undefined) return t`${key}`;
  const waiting = waitsFor(nodes, node);
  const blocked = waiting.length === 0 ? '' : paint.yellow(`  waits for ${waiting.join(', ')}`);
  return t`${paint.bold(key)}  ${stateText(node.config.enabled, paint)}${gateText(node.config)}${blocked}`;
}

/** The percentage of the rule for everyone, where there is just that. */
function gateText({ enabled, rules }: FlagConfig): string {
  const [rule, ...others] = rules;
  const percentage = rule?.conditions.length === 0 ? rule.rollout?.percentage : undefined;
  return enabled && others.length === 0 && percentage !== undefined
    ? `  ${percentText(percentage)}`
    : '';
}

/** Parents that must be on and are disabled, of an enabled flag. */
function waitsFor(nodes: Nodes, { graph, config }: FlagNode): string[] {
  if (!config.enabled) return [];
  const needed = graph.parents.filter(
    ({ via, state }) => via === 'prerequisite' && state !== 'off',
  );
  return needed.map(({ flag }) => flag).filter((flag) => nodes.get(flag)?.config.enabled === false);
}

function linkText({ via, state, variants }: Link, paint: Paint): Text {
  const asked =
    variants === undefined
      ? state === 'off'
        ? 'when off'
        : ''
      : `when it serves ${variants.join(' or ')}`;
  const words = [via === 'condition' ? 'in a condition' : '', asked].filter((word) => word !== '');
  return words.length === 0 ? t`` : paint.dim(`  (${words.join(', ')})`);
}
