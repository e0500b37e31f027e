import { outcome, type Outcome } from './outcome.js';
import { enables } from './compile-values.js';
import { isRecord } from './wire.js';
import type { CompiledFlag } from './flag-node.js';
import type { OverrideSource } from './detail.js';

interface Override {
  readonly variant: string;
  readonly source: OverrideSource;
}

/** What holds for all flags at once: the three kinds of shutdown and the two kinds of override. */
export class Standing {
  stored = false;
  #overlay = { shutdown: false, overrides: new Map<string, Override>() };
  #local = { shutdown: false, overrides: new Map<string, Override>() };

  setOverlay(overlay: unknown): void {
    const { shutdown, overrides } = isRecord(overlay) ? overlay : {};
    const named = entriesOf(overrides).filter((entry) => typeof entry[1] === 'string');
    this.#overlay = {
      shutdown: shutdown === true,
      overrides: new Map(
        named.map(([key, variant]) => [key, { variant: variant as string, source: 'server' }]),
      ),
    };
  }

  setLocal(local: unknown): void {
    const { shutdown, overrides } = isRecord(local) ? local : {};
    this.#local = {
      shutdown: shutdown === true,
      overrides: new Map(
        entriesOf(overrides).flatMap(([key, override]) =>
          isLocalOverride(override) ? [[key, override]] : [],
        ),
      ),
    };
  }

  /** The answer of a flag where it depends on neither context nor time nor parents, else null (evaluation.md §3). */
  settle(key: string, flag: CompiledFlag): Outcome | null {
    if (flag.unusable) return flag.off.unusable;
    const shutdown = this.stored || this.#overlay.shutdown || this.#local.shutdown;
    if (shutdown && !flag.keep) return flag.off.shutdown;
    const overridden =
      overriding(flag, this.#local.overrides.get(key)) ??
      overriding(flag, this.#overlay.overrides.get(key));
    if (overridden !== null) return overridden;
    return flag.enabled ? flag.constant : flag.off.disabled;
  }
}

function overriding(flag: CompiledFlag, override: Override | undefined): Outcome | null {
  if (override === undefined || flag.type === null) return null;
  const { variant, source } = override;
  if (!flag.values.has(variant)) return null;
  const typed = { type: flag.type, values: flag.values };
  const enabled = enables(variant, typed, flag.off.disabled.variant);
  return outcome(variant, enabled, 'OVERRIDE', { override: source });
}

function entriesOf(record: unknown): [string, unknown][] {
  return isRecord(record) ? Object.entries(record) : [];
}

function isLocalOverride(override: unknown): override is Override {
  if (!isRecord(override) || typeof override.variant !== 'string') return false;
  return override.source === 'code' || override.source === 'env' || override.source === 'file';
}
