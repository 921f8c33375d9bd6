import type { SpaceDefinition, TrialPlan } from '#quant/space';

/** What a method is asked: the next trials of a search that was started with these facts. */
export interface AskInput {
  space: SpaceDefinition;
  seed: number;
  /** Trials wanted in all. */
  budget: number;
  /** Where the last ask stopped; null at the beginning. Plain data, chosen by the method, recorded with the batch. */
  cursor: string | null;
  /** Trials wanted now, at most. */
  count: number;
}

export interface AskOutput {
  /** Null when there is nothing left to try. */
  plan: TrialPlan | null;
  cursor: string;
  /** True when this is the last plan: budget used up or space exhausted. */
  exhausted: boolean;
}

export type Admission =
  /** `trials` is exact: what the method will plan. `note` tells a person what was decided and why, or null. */
  | { kind: 'accept'; trials: number; note: string | null }
  | {
      kind: 'refuse';
      code: 'search-space.too-large' | 'search-space.empty' | 'search-space.not-enumerable';
      message: string;
    };

/** One file each (`*.search.ts`). A method is a function of its input: no state, no clock, no chance but the seed. */
export interface SearchMethod {
  /** Id in configs: `grid`, `random`. */
  name: string;
  aliases: string[];
  title: string;
  description: string;
  /** Decides before anything runs whether this space and budget can be searched; null budget = the method's own choice. */
  admit(input: { space: SpaceDefinition; budget: number | null; limit: number }): Admission;
  ask(input: AskInput): AskOutput;
}
