import type { Mutation } from './mutants';

interface Mutant {
  what: string;
  mutations: Mutation[];
  /** Where history begins; 0 unless the start is what is changed. */
  firstTick?: number;
}

const mutant = (
  what: string,
  file: string,
  from: string,
  to: string,
  firstTick?: number,
): Mutant => ({ what, mutations: [{ file, from, to }], firstTick });

/** History in slices of seven ticks. */
export const SMALL_SLICES: Mutation[] = [
  { file: 'Slices.ts', from: '= 480', to: '= 7' },
  { file: 'Slices.ts', from: '= 10_800', to: '= 7' },
  { file: 'Slices.ts', from: '= 60;', to: '= 7;' },
];

/** Recorded samples looked up one by one, also where they could be taken at a stretch. */
export const ONE_BY_ONE: Mutation[] = [
  { file: 'recorded.ts', from: 'first >= 0 && newest', to: 'false && newest' },
];

/** Ways to be off by one, each of which at least one case of the oracle must notice. */
export const MUTANTS: Mutant[] = [
  mutant(
    'fires one tick late',
    'alertState.ts',
    '>= this.#rule.forSeconds',
    '> this.#rule.forSeconds',
  ),
  mutant(
    'is active one tick early',
    'alertState.ts',
    'activeAt: ts,',
    'activeAt: ts - 15,',
  ),
  mutant(
    'resolves one tick late after keep_firing_for',
    'alertState.ts',
    '< keepFiringForSeconds',
    '<= keepFiringForSeconds',
  ),
  mutant(
    'starts keep_firing_for anew at every tick',
    'alertState.ts',
    'alert.keepFiringSince ??= ts',
    'alert.keepFiringSince = ts',
  ),
  mutant(
    'does not start keep_firing_for anew when seen again',
    'alertState.ts',
    'alert.keepFiringSince = undefined;',
    '',
  ),
  mutant(
    'keeps firing what was pending',
    'alertState.ts',
    'alert.firedAt === undefined || keepFiringForSeconds === 0',
    'keepFiringForSeconds === 0',
  ),
  mutant(
    'forgets keep_firing_for',
    'alertState.ts',
    'if (!this.#keepsFiring(alert, ts))',
    'if (true)',
  ),
  mutant(
    'takes the end for the last tick seen',
    'alertState.ts',
    'alert.firedAt, ts, false',
    'alert.firedAt, ts - 15, false',
  ),
  mutant(
    'does not see what is open at the end',
    'alertState.ts',
    'alert.firedAt, lastTick, true',
    'alert.firedAt, lastTick, false',
  ),
  mutant(
    'lets a recorded sample be seen for less than five minutes',
    'recorded.ts',
    'age <= lookback + TINY',
    'age < lookback - TINY',
  ),
  mutant(
    'lets a recorded sample be seen for one tick more than five minutes',
    'recorded.ts',
    'age <= lookback + TINY',
    'age <= lookback + held.step + TINY',
  ),
  mutant(
    'does not see the newest recorded sample',
    'recorded.ts',
    'Math.floor(at),',
    'Math.floor(at) - 1,',
  ),
  {
    what: 'does not know that a recorded series is stale at once',
    mutations: [
      ...ONE_BY_ONE,
      {
        file: 'recorded.ts',
        from: 'const index = newest[i];',
        to: 'let index = newest[i]; while (index > 0 && series.present[index] === 0) index--;',
      },
    ],
  },
  mutant(
    'sees in another group what is recorded at the same tick',
    'windows.ts',
    'inner.step)) - 1;',
    'inner.step));',
  ),
  mutant(
    'does not see what an earlier rule of its group has just recorded',
    'recordedNames.ts',
    'writer.position < reader.position',
    'false',
  ),
  mutant(
    'sees what a later rule of its group is yet to record',
    'recordedNames.ts',
    'writer.position < reader.position',
    'writer.position !== reader.position',
  ),
  mutant(
    'has left-open windows where they are closed',
    'windows.ts',
    ': Math.ceil(first);',
    ': Math.floor(first) + 1;',
  ),
  mutant(
    'has windows that begin one sample early',
    'windows.ts',
    ': Math.ceil(first);',
    ': Math.ceil(first) - 1;',
  ),
  mutant(
    'has windows that end one sample early',
    'windows.ts',
    'Math.min(Math.floor(end), newest)',
    'Math.min(Math.floor(end) - 1, newest)',
  ),
  mutant(
    'ignores offsets',
    'recorded.ts',
    'stepsBetween(held.start, tick - offset, held.step)',
    'stepsBetween(held.start, tick, held.step)',
  ),
  mutant(
    'lets the labels of the result win over those of the rule',
    'streams.ts',
    '{ ...labels, ...rule.labels, __name__: rule.record }',
    '{ ...rule.labels, ...labels, __name__: rule.record }',
  ),
  mutant(
    'does not reach back for the state at the start',
    'AlertTrack.ts',
    'options.rangeStart - Math.ceil(remembered / step) * step',
    'options.rangeStart',
    25,
  ),
  mutant(
    'does not reach back for the windows at the start',
    'StreamSet.ts',
    'stream.require(from - back, behind + back)',
    'stream.require(from, behind + back)',
    25,
  ),
  {
    what: 'forgets samples that windows still look back to',
    mutations: [
      {
        file: 'StreamSet.ts',
        from: 'stream.require(from - back, behind + back)',
        to: 'stream.require(from - back, behind)',
      },
      ...SMALL_SLICES,
    ],
  },
];
