import { z } from 'zod';

const sample = z.tuple([z.number(), z.string()]);
const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('scalar'), result: sample }),
    z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: sample })) }),
  ]),
});

/** The number of a query, or why it has none. */
export type PrometheusReading =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly problem: string };

const refuse = (problem: string): PrometheusReading => ({ ok: false, problem });

function parsed(body: string): z.output<typeof answerSchema>['data'] | null {
  try {
    return answerSchema.parse(JSON.parse(body)).data;
  } catch {
    return null;
  }
}

const failureSchema = z.object({ error: z.string() });

/** What Prometheus itself says is wrong. */
function saidBy(body: string): string {
  try {
    return `: ${failureSchema.parse(JSON.parse(body)).error.slice(0, 200)}`;
  } catch {
    return '';
  }
}

/** The one number of an instant query: a scalar, or a vector of exactly one element; NaN and infinities are none. */
export function readPrometheus(status: number, body: string): PrometheusReading {
  if (status === 400 || status === 422)
    return refuse(`Prometheus does not understand the query (status ${status})${saidBy(body)}`);
  if (status === 401 || status === 403)
    return refuse(
      `Prometheus refuses the credential (status ${status}); see SLUICE_PROMETHEUS_AUTHORIZATION`,
    );
  if (status !== 200) return refuse(`Prometheus answered with status ${status}`);
  const data = parsed(body);
  if (data === null) return refuse('the answer is neither a scalar nor an instant vector');
  if (data.resultType === 'vector' && data.result.length !== 1)
    return refuse(`the answer holds ${data.result.length} series, not one`);
  const text = data.resultType === 'scalar' ? data.result[1] : (data.result[0]?.value[1] ?? '');
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return { ok: true, value };
  return refuse(`the answer is ${JSON.stringify(text.slice(0, 40))}, no finite number`);
}
