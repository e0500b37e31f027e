/** What a boolean word says (`true false 1 0 on off yes no`, any case); `null` for any other text. */
export function booleanWordOf(text: string): boolean | null {
  const word = text.trim();
  if (/^(?:true|1|on|yes)$/i.test(word)) return true;
  return /^(?:false|0|off|no)$/i.test(word) ? false : null;
}
