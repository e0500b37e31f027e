import type { INestApplication } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { buildDocument } from './build-document.js';

/** The OpenAPI document as bytes, built at the first request for it and kept. */
@Injectable()
export class OpenApiService {
  private app: INestApplication | null = null;
  private text: Promise<string> | null = null;

  /** Tells which application is described; called once, while it is made. */
  attach(app: INestApplication): void {
    this.app = app;
  }

  document(): Promise<string> {
    if (this.app === null) throw new AppError('INTERNAL');
    this.text ??= buildDocument(this.app).then((document) => JSON.stringify(document));
    return this.text;
  }
}
