import { expect, test } from 'vitest';
import { adapt, type Dialect } from './dialect';

const WHOLE: Dialect = { longest: 'max_tokens', temperature: true, usage: true };

function after(refusal: string, asked: Dialect = WHOLE): Dialect | null {
  const dialect = { ...asked };
  return adapt(dialect, asked, refusal) ? dialect : null;
}

test.each([
  [
    "400 Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    { longest: 'max_completion_tokens' },
  ],
  [
    "400 Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
    { temperature: false },
  ],
  ['400 Unrecognized request argument supplied: stream_options', { usage: false }],
  ['400 Unknown parameter: stream_options.include_usage', { usage: false }],
  ['400 property temperature is deprecated for this model', { temperature: false }],
])('what is not known is left out: %s', (refusal, less) => {
  expect(after(refusal)).toEqual({ ...WHOLE, ...less });
});

test.each([
  '400 max_tokens is too large: 32768. This model supports at most 4096 completion tokens.',
  "400 'max_tokens' or 'max_completion_tokens' is too large: 1024. This model's maximum context length is 512 tokens.",
  "400 This model's maximum context length is 4096 tokens; please reduce max_tokens instead.",
  '400 temperature must be between 0 and 1',
  '400 The prompt holds an unknown role.',
  '400 max_tokens',
])('what does not fit is the error: %s', (refusal) => {
  expect(after(refusal)).toBeNull();
});

test('an endpoint that knows neither name of the longest reply is asked without', () => {
  const asked = { ...WHOLE, longest: 'max_completion_tokens' } as const;
  expect(after('400 Unknown parameter: max_completion_tokens', asked)).toEqual({ ...WHOLE, longest: null });
});
