export type ContentEncoding = 'identity' | 'gzip' | 'br';

/** The smallest encoding a client accepts (RFC 9110 §12.5.3): highest q, at equal q brotli before gzip before none; `identity` where nothing else is acceptable. */
export function chooseEncoding(header: string | undefined): ContentEncoding {
  if (header === undefined || header === '') return 'identity';
  const weights = parseWeights(header);
  const wildcard = weights.get('*');
  const weightOf = (name: string): number => weights.get(name) ?? wildcard ?? 0;
  const br = weightOf('br');
  const gzip = weights.get('gzip') ?? weights.get('x-gzip') ?? wildcard ?? 0;
  const identity = weights.get('identity') ?? 0;
  if (br > 0 && br >= gzip && br >= identity) return 'br';
  return gzip > 0 && gzip >= identity ? 'gzip' : 'identity';
}

function parseWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.slice(0, 512).toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    weights.set(name, Number.isFinite(weight) ? Math.min(Math.max(weight, 0), 1) : 0);
  }
  return weights;
}
