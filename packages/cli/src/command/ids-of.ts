/** Ids between commas or on lines of their own, without blanks around them and without empty ones. */
export function idsOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((id) => id.trim())
    .filter((id) => id !== '');
}
