import { Injectable } from '@nestjs/common';
import type {
  DeliveriesQuery,
  DeliveryDetail,
  DeliveryPage,
  Webhook,
  WebhookPage,
} from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import { PlaceDirectory } from '../auth/index.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { deliveryDetailOf, deliveryOf } from './delivery.row.js';
import { webhookOf, type WebhookRow } from './webhook.row.js';
import { WebhooksRepository } from './webhooks.repository.js';

const BY_NAME = z.tuple([z.string(), z.uuid()]);
const BY_NUMBER = z.tuple([z.int()]);

/** How a webhook is addressed. */
export interface WebhookAddress {
  readonly project: string;
  readonly id: string;
}

/** Reading webhooks and what was sent to them. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly places: PlaceDirectory,
  ) {}

  async list(
    project: string,
    { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<WebhookPage> {
    const { projectId } = await this.places.project(project);
    const after = decodeCursor(cursor, BY_NAME);
    const rows = await this.webhooks.page(projectId ?? '', after, limit + 1);
    return pageFrom(rows, limit, ({ name, id }) => [name, id], webhookOf);
  }

  async read(address: WebhookAddress): Promise<Webhook> {
    return webhookOf(await this.#find(address));
  }

  /** Newest first. */
  async log(address: WebhookAddress, query: DeliveriesQuery): Promise<DeliveryPage> {
    const { cursor, limit, state } = query;
    const [before = null] = decodeCursor(cursor, BY_NUMBER) ?? [];
    const { id: webhookId } = await this.#find(address);
    const filter = { webhookId, state: state ?? null, before, limit: limit + 1 };
    const rows = await this.deliveries.page(filter);
    return pageFrom(rows, limit, ({ sequence }) => [sequence], deliveryOf);
  }

  /** With every attempt; NOT_FOUND for an unknown id. */
  async delivery(address: WebhookAddress, delivery: string): Promise<DeliveryDetail> {
    const { id } = await this.#find(address);
    const row = await this.deliveries.find(this.webhooks.reading, id, delivery);
    if (row === null) throw new AppError('NOT_FOUND', { webhook: id, delivery });
    return deliveryDetailOf(row, await this.deliveries.log(row.id));
  }

  async #find({ project, id }: WebhookAddress): Promise<WebhookRow> {
    const { projectId } = await this.places.project(project);
    const found = await this.webhooks.find(this.webhooks.reading, projectId ?? '', id);
    if (found === null) throw new AppError('NOT_FOUND', { webhook: id });
    return found;
  }
}
