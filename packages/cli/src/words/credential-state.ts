interface Lifetime {
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** Whether a key or token works at `now`, and that in words. */
export function credentialState(
  { expiresAt, revokedAt }: Lifetime,
  now: Date,
): { works: boolean; text: string } {
  if (revokedAt !== null) return { works: false, text: `revoked ${revokedAt}` };
  if (expiresAt === null) return { works: true, text: 'works' };
  const works = new Date(expiresAt) > now;
  return { works, text: works ? `works until ${expiresAt}` : `expired ${expiresAt}` };
}
