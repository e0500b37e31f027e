import type { ExportDocument, ImportReport } from '@sluice/protocol';
import { RolloutStory } from '../../../test/rollouts/rollout-story.js';

it('an import changes nothing that a rollout is stepping, and names the rollout', async () => {
  const story = await RolloutStory.begin();
  try {
    await story.flag('ramp');
    await story.flag('other');
    const before: ExportDocument = (await story.server.call('GET', '/api/v1/projects/shop/export'))
      .body;
    const { id } = await story.started({ flag: 'ramp', guards: [] });
    const document = {
      ...before,
      flags: before.flags.map((flag) => ({ ...flag, risk: 'high' })),
    };
    const body = { format: 'sluice', document };
    const answer = await story.post('/api/v1/projects/shop/import', body);
    const { code, details } = answer.body as { code: string; details: ImportReport };
    expect(code).toBe('IMPORT_REFUSED');
    const refused = details.items.filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ kind, key, reasons }) => [kind, key, reasons[0]!.code])).toEqual([
      ['configuration', 'ramp', 'ROLLOUT_LOCKED'],
    ]);
    expect(refused[0]!.reasons[0]!.message).toContain(id);
    await story.tell(id, 'abort');
    expect((await story.post('/api/v1/projects/shop/import', body)).status).toBe(200);
  } finally {
    await story.end();
  }
});
