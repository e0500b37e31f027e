import { z } from 'zod';

const sample = z.tuple([z.number(), z.string()]);
const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('scalar'), result: sample }),
    z.object({
      resultType: z.literal('vector'),
      result: z.tuple([z.object({ value: sample })]),
    }),
  ]),
});

/** The one number of an instant query: a scalar, or a vector of exactly one element; null for anything else, NaN included. */
export function prometheusNumber(body: string): number | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return null;
  const { data } = parsed.data;
  const text = data.resultType === 'scalar' ? data.result[1] : data.result[0].value[1];
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}
