import { CreateSchema1795132800000 } from './1795132800000-create-schema.js';
import { AddRollouts1795140000000 } from './1795140000000-add-rollouts.js';
import { AddRolloutTemplates1795144000000 } from './1795144000000-add-rollout-templates.js';
import { AddWebhooks1795150000000 } from './1795150000000-add-webhooks.js';
import { AddKeyRateLimits1795151000000 } from './1795151000000-add-key-rate-limits.js';
import { AddObservedValues1795152000000 } from './1795152000000-add-observed-values.js';
import { AddSourceSilences1795154000000 } from './1795154000000-add-source-silences.js';
import { AddClientTelemetry1795155000000 } from './1795155000000-add-client-telemetry.js';

/** Every migration, oldest first. */
export const migrations = [
  CreateSchema1795132800000,
  AddRollouts1795140000000,
  AddRolloutTemplates1795144000000,
  AddWebhooks1795150000000,
  AddKeyRateLimits1795151000000,
  AddObservedValues1795152000000,
  AddSourceSilences1795154000000,
  AddClientTelemetry1795155000000,
];
