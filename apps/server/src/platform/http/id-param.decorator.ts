import { Param } from '@nestjs/common';
import { z } from 'zod';

/** Parameter: the path's `:id`, refused with INVALID_REQUEST unless it is a uuid. */
export const IdParam = (): ParameterDecorator => Param('id', { schema: z.uuid() });
