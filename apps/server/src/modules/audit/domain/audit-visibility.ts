/** Which events somebody may see. */
export interface AuditVisibility {
  readonly everyProject: boolean;
  readonly projects: readonly string[];
  /** Projects of which only `environments`, and what belongs to no environment, may be seen. */
  readonly partialProjects: readonly string[];
  readonly environments: readonly string[];
  readonly globalChain: boolean;
}
