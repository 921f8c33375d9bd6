import { join } from 'node:path';
import { goldenEvents, specify } from '#testing';
import { datasetDecider } from './dataset.decider';
import { type DatasetEvent, datasetEvents } from './dataset.events';

const imported = {
  type: 'DatasetImported',
  data: datasetEvents.definition('DatasetImported').example,
} as DatasetEvent;

describe('a dataset', () => {
  const { given } = specify(datasetDecider);
  it('is imported', () =>
    given()
      .when({ type: 'import', ...imported.data })
      .then(imported));
  it('is its content: importing it again changes nothing', () => {
    given(imported)
      .when({ type: 'import', ...imported.data, origin: 'copy.csv' })
      .thenNothing();
  });
});

describe('stored dataset events', () => goldenEvents(datasetEvents, join(__dirname, 'golden')));
