import { GroupCommit } from './group-commit';
import type { Write } from './log-writer';

function write(stream: string, events = 1): Write {
  const event = { id: 'e', type: 'T', schemaVersion: 1, data: '1', metadata: '{}', bytes: null };
  return {
    kind: 'append',
    stream,
    expected: 'any',
    recordedAtMs: 0,
    events: Array.from({ length: events }, () => event),
  };
}

/** A disk that commits when it is told to, and remembers the streams of each group. */
function slowDisk() {
  const groups: string[][] = [];
  const waiting: (() => void)[] = [];
  let arrived = (): void => undefined;
  const commits = new GroupCommit<string>((writes) => {
    groups.push(writes.map(({ stream }) => stream));
    arrived();
    return new Promise((resolve) => waiting.push(() => resolve(writes.map(({ stream }) => `${stream} stored`))));
  });
  const nextGroup = (): Promise<void> => new Promise((resolve) => (arrived = resolve));
  return { commits, groups, nextGroup, finish: () => waiting.shift()?.() };
}

describe('Group commit', () => {
  it('commits together what was submitted together, and what came while the disk was busy', async () => {
    const { commits, groups, nextGroup, finish } = slowDisk();
    const first = ['a', 'b'].map((stream) => commits.submit(write(stream)));
    await nextGroup();
    const second = ['c', 'd', 'e'].map((stream) => commits.submit(write(stream)));
    finish();
    expect(await Promise.all(first)).toEqual(['a stored', 'b stored']);
    await nextGroup();
    finish();
    expect(await Promise.all(second)).toEqual(['c stored', 'd stored', 'e stored']);
    expect(groups).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('bounds a group by its events, in the order of submission', async () => {
    const groups: number[] = [];
    const commits = new GroupCommit<void>(async (writes) => {
      groups.push(writes.length);
      return writes.map(() => undefined);
    });
    await Promise.all([1, 4000, 1000, 5000, 1].map((events) => commits.submit(write('s', events))));
    expect(groups).toEqual([3, 1, 1]);
  });

  it('rejects the group that could not be tried, and goes on with the next', async () => {
    let tries = 0;
    const commits = new GroupCommit<string>(async (writes) => {
      if (tries++ === 0) throw new Error('locked');
      return writes.map(() => 'stored');
    });
    const refused = await Promise.allSettled([commits.submit(write('a')), commits.submit(write('b'))]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await commits.submit(write('a'))).toBe('stored');
  });

  it('is idle when everything was answered', async () => {
    const { commits, nextGroup, finish } = slowDisk();
    await commits.idle();
    const answers: string[] = [];
    void commits.submit(write('a')).then((answer) => answers.push(answer));
    await nextGroup();
    finish();
    await commits.idle();
    expect(answers).toEqual(['a stored']);
  });
});
