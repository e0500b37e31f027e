import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AdmissionService } from './admission.js';
import { Authenticator } from './authenticator.js';
import { PlaceDirectory } from './place-directory.js';
import { TokenDirectory } from './token-directory.js';
import { TokenRepository } from './token.repository.js';

/** Who calls and whether they may. */
@Global()
@Module({
  providers: [AdmissionService, Authenticator, PlaceDirectory, TokenDirectory, TokenRepository],
  exports: [AdmissionService, Authenticator, PlaceDirectory, TokenDirectory],
})
export class AuthModule implements OnApplicationBootstrap {
  constructor(private readonly tokens: TokenDirectory) {}

  onApplicationBootstrap(): void {
    this.tokens.start();
  }
}
