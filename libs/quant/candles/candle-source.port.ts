/** What a source delivers: the raw text of a candle file and what is known about it. */
export interface CandleText {
  /** CSV bytes, not yet checked. */
  bytes: Uint8Array;
  /** What it is called where it came from: a base name, never a path. */
  origin: string;
  /** Symbol, when the source knows it. */
  symbol?: string;
}

/** A place candles come from. One adapter per kind of source. */
export interface CandleSource {
  /** Value of `data.source` in an optimization file. */
  readonly kind: string;
  /** Names it can list; null when they cannot be listed (files). */
  names(): readonly string[] | null;
  /** Rejects with `CandleSourceError`. */
  fetch(name: string): Promise<CandleText>;
}

export type CandleSourceErrorCode = 'not-found' | 'unreadable' | 'too-large';

/** The data could not be had; `hint` says what to try. */
export class CandleSourceError extends Error {
  constructor(
    readonly code: CandleSourceErrorCode,
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'CandleSourceError';
  }
}
