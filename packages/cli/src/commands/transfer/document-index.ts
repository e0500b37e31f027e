/** What a document says about one thing, by `flag checkout`, `configuration checkout in production`, `segment staff in production`. */
export type DocumentIndex = ReadonlyMap<string, object>;

type Unknown = Readonly<Record<string, unknown>>;

/** Index of an export, or of a file that claims to be one: what is malformed is left out. */
export function documentIndex(document: unknown): DocumentIndex {
  const { flags, segments } = (document ?? {}) as Unknown;
  const index = new Map<string, object>();
  for (const flag of objectsOf(flags)) {
    const { configurations, ...definition } = flag;
    index.set(`flag ${String(flag.key)}`, definition);
    for (const { warnings: _, ...config } of objectsOf(configurations)) {
      index.set(`configuration ${String(flag.key)} in ${String(config.environment)}`, config);
    }
  }
  for (const segment of objectsOf(segments)) {
    index.set(`segment ${String(segment.key)} in ${String(segment.environment)}`, segment);
  }
  return index;
}

function objectsOf(value: unknown): Unknown[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Unknown => typeof one === 'object' && one !== null);
}
