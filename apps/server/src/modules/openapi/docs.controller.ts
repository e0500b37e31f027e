import { Controller, Get, Header, Inject, Param, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Public, Reads } from '../../platform/http/index.js';
import { docsAsset } from './docs-assets.js';
import { docsPage, docsStart } from './docs-page.js';

@Controller('api/docs')
export class DocsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Reads({ schema: z.string(), description: 'The API for people' })
  page(): string {
    return docsPage(this.config.publicPath);
  }

  @Get('start.js')
  @Public()
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Reads({ schema: z.string(), description: 'The script of the page' })
  start(): string {
    return docsStart(this.config.publicPath);
  }

  @Get(':file')
  @Public()
  @Header('cache-control', 'public, max-age=3600')
  @Reads({ schema: z.string(), description: 'A file of the page', errors: ['NOT_FOUND'] })
  async file(@Param('file') name: string): Promise<StreamableFile> {
    const asset = await docsAsset(name);
    if (asset === null) throw new AppError('NOT_FOUND', { file: name });
    return new StreamableFile(asset.stream, { type: asset.type });
  }
}
