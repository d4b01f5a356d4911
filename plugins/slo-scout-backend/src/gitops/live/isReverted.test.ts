import { blobSha } from '../ourCommit';
import { isReverted } from './isReverted';

const file = (path: string, content: string) => ({
  ...{ id: `${path} ${content}`, path, content },
});
const branch = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, blobSha(text)]));
const NEW = [file('alerts', 'new'), file('board', 'first'), file('book', 'ok')];
const BEFORE = {
  former: new Map([['alerts', { content: 'old' }]]),
  earlier: new Set(['book ok']),
};

describe('a deployment that was taken back', () => {
  it.each([
    ['all of it as before', { alerts: 'old', book: 'ok' }, true],
    ['as approved', { alerts: 'new', board: 'first', book: 'ok' }, false],
    ['half of it', { alerts: 'old', board: 'first', book: 'ok' }, false],
    ['changed to something new', { alerts: 'mine', book: 'ok' }, false],
    ['what it did not bring changed too', { alerts: 'old', book: 'x' }, false],
    ['everything gone', {}, false],
  ])('%s', (_, files, reverted) => {
    expect(isReverted(NEW, branch(files as never), BEFORE)).toBe(reverted);
  });

  it('is gone where nothing was there before', () => {
    const none = { former: new Map(), earlier: new Set<string>() };
    expect(isReverted(NEW, branch({}), none)).toBe(true);
    expect(isReverted([], branch({}), none)).toBe(false);
  });
});
