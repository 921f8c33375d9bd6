/** A claim on a name that dies with its holder: at most one process at a time works on a thing. An optimisation, not a guard: correctness comes from expected revisions. */
export interface Lease {
  readonly name: string;
  release(): Promise<void>;
}

export interface Leases {
  /** The lease, or null while somebody else holds it. Taking it twice in one process gives null too. */
  acquire(name: string): Promise<Lease | null>;
  /** Releases everything that is still held. */
  close(): Promise<void>;
}
