import type { ExportDocument, ImportItem, ImportReport } from '@sluice/protocol';
import type { Written } from '../../command/write.js';
import type { Paint } from '../../terminal/paint.js';
import { t, type Text } from '../../terminal/text.js';
import { differenceLines } from '../../words/difference-lines.js';
import { jsonDiff, type Difference } from '../../words/json-diff.js';
import { documentIndex, type DocumentIndex } from './document-index.js';
import type { ImportBody } from './import-request.js';
import { itemText } from './print-report.js';
import { wireIndex } from './wire-index.js';

/** What was tried, and what it is compared with. */
export interface Comparison {
  readonly plan: Written<ImportReport>;
  readonly body: ImportBody;
  readonly current: ExportDocument;
}

/** A line per thing that an import creates or changes, and below it what changes in it. */
export function planLines({ plan, body, current }: Comparison, paint: Paint): Text[] {
  const before = documentIndex(current);
  const after = body.format === 'sluice' ? documentIndex(body.document) : wireIndex(plan.answer);
  return plan.result.items
    .filter(({ outcome }) => outcome === 'created' || outcome === 'changed')
    .flatMap((item) => [
      headline(item, paint),
      ...details(item, { before, after }, paint),
      ...warnings(item, paint),
    ]);
}

function headline(item: ImportItem, paint: Paint): Text {
  return item.outcome === 'created'
    ? paint.green(t`+ ${itemText(item)}`)
    : t`${paint.yellow('~')} ${itemText(item)}`;
}

function warnings(item: ImportItem, paint: Paint): Text[] {
  return item.warnings.map((warning) => paint.yellow(t`    ! ${warning}`));
}

interface Sides {
  readonly before: DocumentIndex;
  readonly after: DocumentIndex;
}

function details(item: ImportItem, { before, after }: Sides, paint: Paint): Text[] {
  if (item.outcome !== 'changed') return [];
  const old = before.get(itemText(item));
  const wanted = after.get(itemText(item));
  if (old === undefined || wanted === undefined) return [];
  return differenceLines(namedDifferences(old, wanted), paint).map((line) => t`    ${line}`);
}

/** Where they differ, in members that the new side names: what it leaves out stays as it is. */
function namedDifferences(old: object, wanted: object): Difference[] {
  const members = Object.entries(wanted).filter(([name]) => Object.hasOwn(old, name));
  return members.flatMap(([name, value]) =>
    jsonDiff((old as Record<string, unknown>)[name], value, name),
  );
}
