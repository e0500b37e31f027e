/**
 * SQL that holds for the rollouts (alias `r`) whose check is due at an instant: the time has come, or the
 * clock was set back behind the last check by more than 5 s, and nobody would look until it is there again.
 */
export function isDue(instant: string): string {
  const ms = `to_jsonb(extract(epoch FROM ${instant}) * 1000 + 5000)`;
  return `(r.next_check_at <= ${instant}
    OR r.state = 'running' AND r.position->'lastCheckAt' > ${ms})`;
}
