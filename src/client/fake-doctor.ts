/** A canned answer of the checks: for tests and screenshots only, never part of the built page. */
import type { Finding } from '../core/doctor/finding';
import { parseFixes } from '../core/doctor/fixes';
import type { Settings } from '../core/settings/settings';
import type { DoctorReport } from '../engine/protocol/doctor';

const FINDINGS: readonly Finding[] = [
  {
    check: 'query also in the evaluation data',
    severity: 'error',
    count: 2,
    unit: 'row',
    share: 2 / 260,
    explanation:
      'A model that was trained on the question it is measured with looks better than it is. Training leaves out every row whose query it measures with.',
    parts: [{ name: 'sample test', count: 2 }],
    examples: [],
    fix: 'always',
  },
  {
    check: 'same query and positive again',
    severity: 'warning',
    count: 3,
    unit: 'row',
    share: 3 / 260,
    explanation: 'A row that is there twice counts twice.',
    parts: [],
    examples: [
      {
        file: 'train.jsonl',
        line: 12,
        text: 'does the app need a phone signal',
        parts: [
          {
            label: 'query',
            place: 'also train.jsonl:4',
            segments: [{ text: 'does the app need a phone signal', marked: true }],
          },
        ],
      },
    ],
    fix: 'duplicates',
  },
];

/** Three duplicates, which the fix leaves out, and two leaked rows. */
export function fakeDoctor({ fixes }: Settings): DoctorReport {
  const applied = parseFixes(fixes);
  return {
    rows: 260,
    findings: FINDINGS,
    overview: {
      rowsPerQuery: [{ rows: '1', queries: 260 }],
      paradigms: [
        { name: 'few-shot', rows: 180 },
        { name: 'human', rows: 80 },
      ],
      languages: [{ name: 'English', rows: 260 }],
    },
    lengthsKnown: true,
    fixes: applied,
    used: { rows: applied.includes('duplicates') ? 257 : 260, textsLeftOut: 0, syntheticMoved: 0 },
    seconds: 0.4,
  };
}
