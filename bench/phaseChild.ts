/**
 * One phase at one size in a process of its own, so that its memory is its own:
 * the order comes as JSON in the first argument, the answer is one line of JSON.
 */
import { idleMb, peakMb, peakMbOf } from './memory';
import { type PhaseName, type Places, phases } from './phases';
import { median, timed } from './statistics';

export interface PhaseOrder {
  phase: PhaseName;
  size: number;
  /** After the first, which is told apart. */
  runs: number;
  places: Places;
}

export interface PhaseResult {
  /** The first call of the process: nothing compiled, no connection open. */
  firstMs: number;
  ms: number[];
  idleMb: number;
  peakMb: number;
  /** By one run. */
  produced?: { files: number; bytes: number };
  beside?: {
    ms: number[];
    /** Median of the pairs, which ran one after the other. */
    ratio: number;
    peakMb: number;
    /** Of the rule files. */
    bytes: number;
  };
}

async function measure(order: PhaseOrder): Promise<PhaseResult> {
  const phase = await phases[order.phase](order.size, order.places);
  try {
    globalThis.gc?.();
    const idle = idleMb('self');
    const firstMs = await timed(phase.run);
    const ms: number[] = [];
    const besideMs: number[] = [];
    for (let run = 0; run < order.runs; run += 1) {
      ms.push(await timed(phase.run));
      const { beside } = phase;
      if (beside) besideMs.push(await timed(() => beside.run()));
    }
    return {
      firstMs,
      ms,
      idleMb: idle,
      peakMb: peakMb('self'),
      produced: phase.produced,
      ...(phase.beside && {
        beside: {
          ms: besideMs,
          ratio: median(ms.map((value, run) => value / besideMs[run])),
          peakMb: await peakMbOf(phase.beside.command, phase.beside.folder),
          bytes: phase.beside.bytes,
        },
      }),
    };
  } finally {
    await phase.close?.();
  }
}

measure(JSON.parse(process.argv[2])).then(
  result => process.stdout.write(`${JSON.stringify(result)}\n`),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
