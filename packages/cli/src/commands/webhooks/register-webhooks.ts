import { Option, type Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions, type WriteOptions } from '../../command/write-options.js';
import type { CreateWebhookOptions } from './create-webhook.js';
import type { DeliveriesOptions } from './deliveries.js';
import type { RotateWebhookOptions } from './rotate-webhook.js';
import type { UpdateWebhookOptions } from './update-webhook.js';
import { withWebhookOptions } from './webhook-options.js';

/** `sluice webhooks …` */
export function registerWebhooks(program: Command, run: Runner): void {
  const webhooks = program
    .command('webhooks')
    .alias('webhook')
    .description('who is told of rollouts, shutdowns and risky changes');
  registerReads(webhooks, run);
  registerWrites(webhooks, run);
  registerSending(webhooks, run);
}

function registerReads(webhooks: Command, run: Runner): void {
  webhooks
    .command('list')
    .alias('ls')
    .description('webhooks of the project, never their URLs or secrets')
    .action(run(async () => (await import('./list-webhooks.js')).listWebhooks));
  webhooks
    .command('get <webhook>')
    .description('one of them (webhook: name, id or the beginning of it)')
    .action(run(async () => (await import('./get-webhook.js')).getWebhook));
  webhooks
    .command('deliveries <webhook> [delivery]')
    .description('what was sent in the last 30 days; one with its event and every attempt')
    .addOption(
      new Option('--state <state>', 'only these').choices(['pending', 'delivered', 'failed']),
    )
    .option('--limit <n>', 'at most so many (default 20)')
    .action(run<DeliveriesOptions>(async () => (await import('./deliveries.js')).deliveries));
}

function registerWrites(webhooks: Command, run: Runner): void {
  withWebhookOptions(webhooks.command('create <name>'))
    .description('a new webhook; its signing secret is shown once, alone on stdout')
    .option('--disabled', 'send nothing until it is enabled')
    .action(
      run<CreateWebhookOptions>(async () => (await import('./create-webhook.js')).createWebhook),
    );
  withWebhookOptions(webhooks.command('update <webhook>'))
    .description('change it; enabled again, it gets what still waits')
    .option('--name <text>', 'name shown to people')
    .option('--enable', 'send again')
    .option('--disable', 'send nothing')
    .action(
      run<UpdateWebhookOptions>(async () => (await import('./update-webhook.js')).updateWebhook),
    );
  withWriteOptions(webhooks.command('rotate <webhook>'))
    .description('a new signing secret; for a while requests are signed with both')
    .option('--overlap <hours>', 'how long the old one signs too (default 24)')
    .action(
      run<RotateWebhookOptions>(async () => (await import('./rotate-webhook.js')).rotateWebhook),
    );
  withWriteOptions(webhooks.command('delete <webhook>'))
    .description('delete it with its queue and its log')
    .action(run<WriteOptions>(async () => (await import('./delete-webhook.js')).deleteWebhook));
}

function registerSending(webhooks: Command, run: Runner): void {
  withWriteOptions(webhooks.command('test <webhook>'))
    .description('send a test event, and tell what came of it')
    .action(run<WriteOptions>(async () => (await import('./send-delivery.js')).testWebhook));
  withWriteOptions(webhooks.command('redeliver <webhook> <delivery>'))
    .description('send one again, by its number or id, and tell what came of it')
    .action(run<WriteOptions>(async () => (await import('./send-delivery.js')).redeliver));
}
