import type { Observation } from '@sluice/protocol';
import { addTelemetry, NO_TELEMETRY, type ArmTelemetry } from '../domain/guards/telemetry-cell.js';
import { cappedObservation } from './capped-observation.js';
import type { ClientWatch } from './client-watch.js';
import type { LatencyBins } from './observed-batch.js';

/** Requests per arm and rollout that one page is believed within one window. */
const MOST_PER_PAGE = 100;
/** Pages that one address may have: an office behind one, and no botnet in one. */
const MOST_PAGES_PER_ADDRESS = 64;
/** Pages, and their arms, told apart within one window; what is beyond is a sample anyway. */
const MOST_PAGES = 20_000;
const MOST_PARTS = 100_000;

/** What all pages together said of one step within one window. */
export interface ClientReport {
  readonly watch: ClientWatch;
  reports: number;
  readonly arms: { treatment: ArmTelemetry; control: ArmTelemetry };
  readonly latencies: { readonly treatment: LatencyBins; readonly control: LatencyBins };
}

/** Where a report comes from. */
export interface ClientPage {
  readonly environmentId: string;
  /** What it calls itself: anything at all. */
  readonly instance: string;
  /** Where it connects from. */
  readonly address: string;
}

/**
 * Adds up what holders of client keys report of watched steps, until it is taken. Memory, and what any
 * one page or address can contribute, are bounded, whatever is sent.
 */
export class ClientWindow {
  #reports = new Map<string, ClientReport>();
  /** By address. */
  #pages = new Map<string, Set<string>>();
  #pageCount = 0;
  /** Requests counted already, by page, rollout and arm. */
  #used = new Map<string, number>();

  /** Adds what is about a watched step of the page's environment, as far as it is believed. */
  add(
    page: ClientPage,
    observations: readonly Observation[],
    watched: ReadonlyMap<string, ClientWatch>,
  ): void {
    for (const observation of observations) {
      const watch = watched.get(observation.rollout);
      const concerned =
        watch?.environmentId === page.environmentId && watch.entry === observation.entry;
      if (concerned && observation.count > 0 && this.#isAdmitted(page))
        this.#addTo(watch, page, observation);
    }
  }

  /** What was added since the last time. */
  take(): ClientReport[] {
    const reports = [...this.#reports.values()];
    this.#reports = new Map();
    this.#pages = new Map();
    this.#pageCount = 0;
    this.#used = new Map();
    return reports;
  }

  #isAdmitted({ address, instance }: ClientPage): boolean {
    const pages = this.#pages.get(address) ?? new Set();
    if (pages.has(instance)) return true;
    if (pages.size >= MOST_PAGES_PER_ADDRESS || this.#pageCount >= MOST_PAGES) return false;
    this.#pages.set(address, pages.add(instance));
    this.#pageCount += 1;
    return true;
  }

  #addTo(watch: ClientWatch, { address, instance }: ClientPage, observation: Observation): void {
    const { arm } = observation;
    const part = JSON.stringify([address, instance, watch.rollout, arm]);
    const used = this.#used.get(part) ?? 0;
    const room = MOST_PER_PAGE - used;
    if (room <= 0 || (used === 0 && this.#used.size >= MOST_PARTS)) return;
    const capped = cappedObservation(observation, watch.slowerThanMs, room);
    this.#used.set(part, used + capped.arm.count);
    const report = this.#reportOf(watch);
    report.reports += 1;
    report.arms[arm] = addTelemetry(report.arms[arm], capped.arm);
    const bins = report.latencies[arm];
    for (const [bin, count] of capped.latencies) bins.set(bin, (bins.get(bin) ?? 0) + count);
  }

  #reportOf(watch: ClientWatch): ClientReport {
    const key = `${watch.rollout}/${watch.entry}`;
    const report = this.#reports.get(key) ?? {
      watch,
      reports: 0,
      arms: { treatment: NO_TELEMETRY, control: NO_TELEMETRY },
      latencies: { treatment: new Map<number, number>(), control: new Map<number, number>() },
    };
    this.#reports.set(key, report);
    return report;
  }
}
