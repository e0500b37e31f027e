const UUID = /\b([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Who did something, with ids cut to the eight characters that people compare. */
export function actorWords(actor: string): string {
  return actor.replace(UUID, '$1');
}
