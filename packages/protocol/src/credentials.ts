/** Recognisable prefixes of every secret Sluice issues (api.md, "Roles"). */
export const CREDENTIAL_PREFIXES = {
  personal: 'slu_pat_',
  service: 'slu_svc_',
  serverKey: 'slu_srv_',
  clientKey: 'slu_cli_',
} as const;

export type CredentialKind = keyof typeof CREDENTIAL_PREFIXES;

/** Kind told by the prefix of a secret, or `null` for something that is no Sluice credential. */
export function credentialKindOf(secret: string): CredentialKind | null {
  for (const kind of Object.keys(CREDENTIAL_PREFIXES) as CredentialKind[]) {
    if (secret.startsWith(CREDENTIAL_PREFIXES[kind])) return kind;
  }
  return null;
}
