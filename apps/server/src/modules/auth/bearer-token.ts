const BEARER = /^Bearer +([\x21-\x7e]{1,512})$/i;

/** The credential of an `Authorization` header, or `null` where there is none of the form `Bearer <token>`. */
export function bearerToken(header: string | undefined): string | null {
  return header === undefined ? null : (BEARER.exec(header.trim())?.[1] ?? null);
}
