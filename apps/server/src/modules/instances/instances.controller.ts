import { Controller, Get, Query } from '@nestjs/common';
import {
  instancesPageSchema,
  instancesQuerySchema,
  type InstancesPage,
  type InstancesQuery,
} from '@sluice/protocol';
import { Access, Reads } from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import { InstancesService } from './instances.service.js';

/** Live SDK instances and server replicas. */
@Controller('api/v1/instances')
export class InstancesController {
  constructor(private readonly instances: InstancesService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'none' })
  @Reads({
    schema: instancesPageSchema,
    description: 'SDK instances and replicas of the environments the credential may see',
  })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: instancesQuerySchema }) query: InstancesQuery,
  ): Promise<InstancesPage> {
    return this.instances.list(actor, query);
  }
}
