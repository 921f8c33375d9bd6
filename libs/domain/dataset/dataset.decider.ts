import { accept, type Decider } from '#event-sourcing';
import type { DatasetEvent } from './dataset.events';

export type DatasetCommand = { type: 'import' } & Extract<DatasetEvent, { type: 'DatasetImported' }>['data'];

export interface DatasetState {
  imported: boolean;
}

/** A dataset is its content: importing the same candles again changes nothing. */
export const datasetDecider: Decider<DatasetCommand, DatasetEvent, DatasetState> = {
  initialState: { imported: false },
  decide(command, state) {
    if (state.imported) return accept();
    const { type: _, ...data } = command;
    return accept({ type: 'DatasetImported', data });
  },
  evolve: () => ({ imported: true }),
};
