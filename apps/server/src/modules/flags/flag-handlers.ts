import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { FlagWriting } from './flag-writing.js';
import { ArchiveFlagHandler } from './handlers/archive-flag.handler.js';
import { ConfigureFlagHandler } from './handlers/configure-flag.handler.js';
import { CreateFlagHandler } from './handlers/create-flag.handler.js';
import { DeleteFlagHandler } from './handlers/delete-flag.handler.js';
import { RestoreFlagHandler } from './handlers/restore-flag.handler.js';
import { RevertConfigHandler } from './handlers/revert-config.handler.js';
import { RevertFlagHandler } from './handlers/revert-flag.handler.js';
import { ToggleFlagHandler } from './handlers/toggle-flag.handler.js';
import { UpdateFlagHandler } from './handlers/update-flag.handler.js';
import { RandomChance } from './random-chance.js';

/** Registers every command about flags with the executor. */
@Injectable()
export class FlagHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly writing: FlagWriting,
    private readonly chance: RandomChance,
  ) {}

  onModuleInit(): void {
    const { executor } = this;
    const { flags, configs, guard, history } = this.writing;
    executor.register(new CreateFlagHandler(flags));
    executor.register(new UpdateFlagHandler(flags));
    executor.register(new ArchiveFlagHandler(flags, guard));
    executor.register(new RestoreFlagHandler({ flags, configs }, guard));
    executor.register(new DeleteFlagHandler(flags, guard));
    executor.register(new RevertFlagHandler(flags, history));
    executor.register(new ConfigureFlagHandler(configs, this.chance));
    executor.register(new ToggleFlagHandler(configs, true));
    executor.register(new ToggleFlagHandler(configs, false));
    executor.register(new RevertConfigHandler(configs, history));
  }
}
