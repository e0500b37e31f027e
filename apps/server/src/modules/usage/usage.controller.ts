import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  flagUsageQuerySchema,
  flagUsageSchema,
  unknownFlagPageSchema,
  unknownFlagsQuerySchema,
  type FlagUsage,
  type FlagUsageQuery,
  type UnknownFlagPage,
  type UnknownFlagsQuery,
} from '@sluice/protocol';
import { Access, Reads } from '../../platform/http/index.js';
import { UsageReader, type UsagePlace } from './usage.reader.js';

/** How flags are used, as SDKs report it. */
@Controller('api/v1/projects/:project/environments/:environment')
export class UsageController {
  constructor(private readonly usage: UsageReader) {}

  @Get('flags/:flag/usage')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: flagUsageSchema, description: 'Evaluations by hour, newest first' })
  flag(
    @Param() place: UsagePlace & { readonly flag: string },
    @Query({ schema: flagUsageQuerySchema }) { hours }: FlagUsageQuery,
  ): Promise<FlagUsage> {
    return this.usage.flag(place, place.flag, hours);
  }

  @Get('unknown-flags')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({
    schema: unknownFlagPageSchema,
    description: 'Keys that SDKs asked for and the environment does not have',
  })
  unknown(
    @Param() place: UsagePlace,
    @Query({ schema: unknownFlagsQuerySchema }) query: UnknownFlagsQuery,
  ): Promise<UnknownFlagPage> {
    return this.usage.unknown(place, query);
  }
}
