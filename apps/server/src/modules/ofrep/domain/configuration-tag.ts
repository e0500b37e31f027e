/** Names a state of the configuration a replica serves: environment's history, revision, overlay. */
export interface ConfigurationTag {
  readonly epoch: string;
  readonly revision: number;
}

const TAG = /^"?([0-9a-f-]{36})\.(\d{1,15})(?:\.[\w-]{0,64})?"?$/;

/** The tag that change events carry as `etag`, and clients give back as `flagConfigEtag`. */
export function configurationTagOf(
  { epoch, revision }: ConfigurationTag,
  overlayId: string,
): string {
  return `${epoch}.${revision}.${overlayId}`;
}

/** What a tag says, or `null` where none was given that this server could have sent. */
export function readConfigurationTag(tag: string | null): ConfigurationTag | null {
  const match = tag === null ? null : TAG.exec(tag);
  const [, epoch, revision] = match ?? [];
  return epoch === undefined ? null : { epoch, revision: Number(revision) };
}
