/** Events that our providers emit, by the names OpenFeature gives them. */
export interface ProviderEventDetails {
  PROVIDER_READY: ProviderEventNotes;
  PROVIDER_STALE: ProviderEventNotes;
  PROVIDER_ERROR: ProviderEventNotes & {
    readonly errorCode: 'GENERAL' | 'PROVIDER_NOT_READY' | 'PROVIDER_FATAL';
  };
  PROVIDER_CONFIGURATION_CHANGED: ProviderEventNotes & { readonly flagsChanged: string[] };
}

/** What every event may say beside its name. */
export interface ProviderEventNotes {
  readonly message?: string;
  /** `revision` of the environment that is served, where one is. */
  readonly metadata?: { readonly revision: number };
}
