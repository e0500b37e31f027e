/** What is wrong with an answer of this status, in words; null for 200–299. */
export function failureOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  const answered = `the receiver answered ${status}`;
  if (status >= 300 && status < 400)
    return `${answered}; redirects are not followed: give the URL that it leads to`;
  if (status === 401 || status === 403)
    return `${answered}: it does not accept us; check the URL and the secret`;
  if (status === 404 || status === 410)
    return `${answered}: there is nothing at this URL; check it`;
  if (status === 413) return `${answered}: the message is too large for it`;
  if (status === 429) return `${answered}: too many messages for it; trying again later`;
  return status >= 500 ? `${answered}: it failed by itself` : `${answered}: it refuses the message`;
}
