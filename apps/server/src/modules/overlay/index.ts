export { OverlayBoard, type OverlayListener, type WatchedByView } from './overlay-board.js';
export { OverridesFile } from './overrides-file.js';
export { LiveEvaluators } from './live-evaluators.js';
export { OverlayModule } from './overlay.module.js';
