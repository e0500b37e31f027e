import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import type { Pickle } from '@cucumber/messages';
import { IdGenerator } from '@cucumber/messages';

/** The specification's features, read where they lie. */
export const FEATURES = join(__dirname, '../../../../../../shared/conformance/openfeature-gherkin');

/** A scenario with the values of its row put in, its background before it. */
export interface Scenario {
  readonly title: string;
  readonly tags: readonly string[];
  readonly steps: readonly { readonly text: string; readonly table: readonly string[][] }[];
}

/** All scenarios of one feature file; none where the file is absent. */
export function scenariosOf(file: string): Scenario[] {
  const path = join(FEATURES, file);
  if (!existsSync(path)) return [];
  const newId = IdGenerator.uuid();
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
  return compile(parser.parse(readFileSync(path, 'utf8')), file, newId).map(scenarioOf);
}

function scenarioOf({ name, tags, steps }: Pickle): Scenario {
  const read = steps.map(({ text, argument }) => ({
    text,
    table: (argument?.dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value)),
  }));
  const told = read.slice(1).map(({ text }) => text);
  return { title: `${name}: ${told.join('; ')}`, tags: tags.map((tag) => tag.name), steps: read };
}
