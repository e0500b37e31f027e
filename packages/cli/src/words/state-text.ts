import type { Paint } from '../terminal/paint.js';
import type { Text } from '../terminal/text.js';

/** `● enabled` or `○ disabled`. */
export function stateText(enabled: boolean, paint: Paint): Text {
  return enabled ? paint.green('● enabled') : paint.dim('○ disabled');
}
