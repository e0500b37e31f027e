import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { EgressClient, EgressError } from '../../platform/egress/index.js';
import { AUDIT_KEY } from '../audit/index.js';
import type { WriteUnit } from '../commands/index.js';
import { urlHint } from './domain/url-hint.js';
import { SecretBox } from './secret-box.js';
import type { WebhookRow } from './webhook.row.js';
import { WebhooksRepository } from './webhooks.repository.js';

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

/** What the handlers about webhooks share. */
@Injectable()
export class WebhookWriter {
  readonly box: SecretBox;

  constructor(
    readonly webhooks: WebhooksRepository,
    private readonly egress: EgressClient,
    @Inject(AUDIT_KEY) key: Buffer,
  ) {
    this.box = new SecretBox(key);
  }

  /** The webhook of the locked project; throws NOT_FOUND. */
  async load(unit: WriteUnit, id = ''): Promise<WebhookRow> {
    const projectId = unit.project?.id ?? '';
    const found = isUuid(id) ? await this.webhooks.find(unit.sql, projectId, id) : null;
    if (found === null) throw new AppError('NOT_FOUND', { webhook: id });
    return found;
  }

  /** The columns that a URL becomes; throws EGRESS_REFUSED for one that may never be called. */
  urlColumns(id: string, url: string): { url: Buffer; urlHint: string } {
    const hint = urlHint(url);
    try {
      this.egress.require(url);
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      throw new AppError('EGRESS_REFUSED', { url: hint }, { message: `url: ${error.message}.` });
    }
    return { url: this.box.close(url, `${id} url`), urlHint: hint };
  }

  /** Throws NOT_FOUND for a key that is no environment of the locked project. */
  requireEnvironments(unit: WriteUnit, keys: readonly string[] | null): void {
    const known = new Set([...unit.environments.values()].map(({ key }) => key));
    const unknown = keys?.find((key) => !known.has(key));
    if (unknown === undefined) return;
    const message = `environments: there is no environment ${unknown} in project ${unit.project?.key ?? ''}; known are ${[...known].join(', ')}.`;
    throw new AppError('NOT_FOUND', { environment: unknown }, { message });
  }
}
