import { describe, expect, it } from 'vitest';
import * as format from './format-value';

describe('numbers as people read them', () => {
  it('counts and plurals', () => {
    expect(format.formatPlural(1, 'row')).toBe('1 row');
    expect(format.formatPlural(12000, 'query', 'queries')).toBe('12,000 queries');
  });
  it('differences always carry a sign, except nothing', () => {
    expect(format.formatDifference(0.1234)).toBe('+0.1234');
    expect(format.formatDifference(-0.5)).toBe('\u22120.5000');
    expect(format.formatDifference(-0.00001)).toBe('0.0000');
  });
  it('values keep three digits and turn to exponents when small', () => {
    expect([0, 0.9123, 23.44, 12345.6, 0.00002, Number.NaN].map(format.formatValue)).toEqual([
      '0',
      '0.912',
      '23.4',
      '12,346',
      '2e-5',
      '–',
    ]);
  });
  it('settings survive being typed again', () => {
    for (const value of [2e-5, 3e-4, 0.05, 1, 1e-7, 4096])
      expect(Number(format.formatSetting(value))).toBe(value);
    expect(format.formatSetting(0.00002)).toBe('2e-5');
  });
  it('durations', () => {
    expect([7.6, 125, 4350, -3].map(format.formatDuration)).toEqual([
      '8 s',
      '2 min 5 s',
      '1 h 12 min',
      '0 s',
    ]);
  });
  it('sizes, shares and p', () => {
    expect(format.formatBytes(999)).toBe('999 bytes');
    expect(format.formatBytes(13_200_000)).toBe('13.2 MB');
    expect(format.formatParameters(3_312_000)).toBe('3.3 M');
    expect([0, 0.0001, 0.034, 0.5].map(format.formatShare)).toEqual(['0 %', '<0.1 %', '3.4 %', '50 %']);
    expect([0.0001, 0.0421].map(format.formatP)).toEqual(['p < 0.001', 'p = 0.042']);
  });
});
