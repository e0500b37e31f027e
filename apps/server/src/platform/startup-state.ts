/** How far the start has come; the listener may be up before the database is. */
export class StartupState {
  /** The schema is that of this release. */
  migrated: boolean;

  constructor(migrated: boolean) {
    this.migrated = migrated;
  }
}
